/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-seed-private.h"

/* clang-format off */

/* What the shop is made of. Everything is invented. Some names are there to be awkward: they begin
 * like a spreadsheet formula, have quotes, commas and line breaks, or letters of other scripts. */

const SandboxSeedChannel sandbox_seed_channels[] = {
  { 2, "Web TR", "web", "try", 0, 38, 10000, "77", 11 },
  { 3, "Mobil Uygulama", "web", "try", 0, 14, 10000, "78", 11 },
  { 5, "Pazar A", "sales_channel", "try", 0, 20, 10500, "00", 10 },
  { 6, "Pazar B, Polska", "sales_channel", "pln", 3, 6, 1250, "B-", 9 },
  { 7, "Mağaza Nişantaşı", "web", "try", 0, 5, 10000, "0034", 7 },
  { 8, "Web EU", "web", "eur", 1, 8, 290, "90", 10 },
  { 9, "Web UK \"Sale\"", "web", "gbp", 2, 4, 250, "44", 10 },
  { 11, "Gulf", "web", "aed", 5, 3, 1100, "G", 10 },
  { 12, "Global", "sales_channel", "usd", 6, 2, 300, "101-", 7 },
};
const guint sandbox_seed_n_channels = G_N_ELEMENTS (sandbox_seed_channels);

const SandboxSeedPayment sandbox_seed_payments[] = {
  { "credit_card", "Kredi Kartı", 62 },
  { "pay_on_delivery", "Kapıda Ödeme", 12 },
  { "funds_transfer", "Havale / EFT", 14 },
  { "bkm_express", "BKM Express", 4 },
  { "loyalty_money", "Para Puan", 4 },
  { "cash_register", "Mağaza Kasası", 4 },
};
const guint sandbox_seed_n_payments = G_N_ELEMENTS (sandbox_seed_payments);

static const char *const turkish_first[] = {
  "Şule", "Çağrı", "İrem", "Ümit", "Gökçe", "Işıl", "Deniz", "Elif", "Mert", "Ayşe", "Özgür",
  "Nazlı",
  "Emre", "Büşra", "Kaan", "Zeynep", "Oğuz", "Sıla", "Hüseyin", "Dilâra", "Yiğit", "İlknur",
  "Tuğçe", "Barış",
  "=Ali", "+Can", NULL,
};
static const char *const turkish_last[] = {
  "Yılmaz", "Kaya", "Demir", "Çelik", "Şahin", "Yıldız", "Öztürk", "Aydın", "Özdemir", "Arslan",
  "Doğan",
  "Kılıç", "Çetin", "Kara", "Koç", "Kurt", "Özkan", "Şimşek", "Güneş", "Işık", "Ağaoğlu", "İnce",
  "Uçar",
  "D'Angelo", "Er-Toprak", NULL,
};
static const char *const turkish_streets[] = {
  "Söğüt Sk.", "Atatürk Cd.", "İnönü Blv.", "Gül Sk.", "Çınar Cd.", "Işıklar Sk.", "Bağdat Cd.",
  "Şair Nedim Cd.", "Liman Cd.", "Üsküdar Yolu", "\"Eski\" Değirmen Sk.", NULL,
};
static const char *const german_first[] = {
  "Jürgen", "Käthe", "Søren", "Zoë", "Matthias", "Anneliese", "François", "Ñandú", "Jana",
  "Björn", NULL,
};
static const char *const german_last[] = {
  "Müller", "Weiß", "Schäfer", "Größl", "Østergaard", "Lefèvre", "García Núñez", "van der Berg",
  "Novák", NULL,
};
static const char *const german_streets[] = {
  "Königstraße", "Am Mühlbach", "Rue de l'Église", "Karl-Marx-Allee", "Schönhauser Allee", NULL,
};
static const char *const british_first[] = {
  "Oliver", "Siobhán", "Niamh", "George", "Chloë", "Rhys", NULL,
};
static const char *const british_last[] = {
  "O'Neill", "Smith", "Llewellyn", "Brontë", "Patel", "\"Ace\" Wood", NULL,
};
static const char *const british_streets[] = {
  "High Street", "Station Road", "St. John's Lane", "The Green", NULL,
};
static const char *const polish_first[] = {
  "Łukasz", "Małgorzata", "Zażółć", "Świętosława", "Paweł", "Żaneta", NULL,
};
static const char *const polish_last[] = {
  "Wiśniewski", "Dąbrowska", "Kowalczyk", "Źdźbło", "Ząbek", NULL,
};
static const char *const polish_streets[] = {
  "ul. Długa", "al. Jerozolimskie", "ul. Święty Marcin", NULL,
};
static const char *const romanian_first[] = { "Ștefan", "Ioană", "Țuțea", "Răzvan", NULL };
static const char *const romanian_last[] = { "Ionescu", "Brâncuși", "Popescu", NULL };
static const char *const romanian_streets[] = { "Strada Florilor", "Calea Victoriei", NULL };
static const char *const gulf_first[] = { "فاطمة", "Omar", "محمد", "Aisha", "Priya", "Юлия", NULL };
static const char *const gulf_last[] = { "الهاشمي", "Al Maktoum", "Sharma", "Иванова", NULL };
static const char *const gulf_streets[] = { "Sheikh Zayed Rd", "شارع الوصل", "Marina Walk", NULL };
static const char *const american_first[] = {
  "李", "Nguyễn", "José", "Ming 明", "Zoë", "Emily", "@home", NULL,
};
static const char *const american_last[] = {
  "娜", "Văn Đức", "Hernández", "Smith, Jr.", "-Johnson", NULL,
};
static const char *const american_streets[] = { "Main St", "5th Ave", "Elm St Apt #3", NULL };

static const SandboxSeedCity turkish_cities[] = {
  { 1, "Adana", { "Seyhan", "Çukurova" } },
  { 6, "Ankara", { "Çankaya", "Keçiören", "Yenimahalle", "Gölbaşı" } },
  { 7, "Antalya", { "Muratpaşa", "Alanya", "Kaş" } },
  { 16, "Bursa", { "Osmangazi", "Nilüfer", "İnegöl" } },
  { 34, "İstanbul", { "Kadıköy", "Beşiktaş", "Üsküdar", "Şişli" } },
  { 35, "İzmir", { "Konak", "Karşıyaka", "Çeşme" } },
  { 42, "Konya", { "Selçuklu", "Meram" } },
  { 61, "Trabzon", { "Ortahisar", "Akçaabat" } },
  { 63, "Şanlıurfa", { "Haliliye", "Eyyübiye" } },
  { 0 },
};
static const SandboxSeedCity german_cities[] = {
  { 101, "München", { "Schwabing" } }, { 102, "Köln", { "Ehrenfeld" } }, { 103, "Wien",
    { "Währing" } }, { 0 },
};
static const SandboxSeedCity british_cities[] = {
  { 121, "London", { "Camden" } }, { 122, "Newcastle upon Tyne", { "Jesmond" } }, { 0 },
};
static const SandboxSeedCity polish_cities[] = {
  { 141, "Łódź", { "Bałuty" } }, { 142, "Kraków", { "Podgórze" } }, { 0 },
};
static const SandboxSeedCity romanian_cities[] = {
  { 161, "București", { "Sector 1" } }, { 162, "Iași", { "Copou" } }, { 0 },
};
static const SandboxSeedCity gulf_cities[] = {
  { 181, "Dubai", { "Al Barsha" } }, { 182, "أبو ظبي", { "Al Reem" } }, { 0 },
};
static const SandboxSeedCity american_cities[] = {
  { 201, "New York, NY", { "Queens" } }, { 202, "San José, CA", { "Willow Glen" } }, { 0 },
};

const SandboxSeedCountry sandbox_seed_countries[] = {
  { 1, "Türkiye", "tr", "tr-tr", turkish_streets, turkish_first, turkish_last, turkish_cities,
    "05" },
  { 2, "Deutschland", "de", "de-de", german_streets, german_first, german_last, german_cities,
    "+49" },
  { 3, "United Kingdom", "gb", "en-gb", british_streets, british_first, british_last,
    british_cities, "+44" },
  { 4, "Polska", "pl", "pl-pl", polish_streets, polish_first, polish_last, polish_cities, "0048" },
  { 5, "România", "ro", "ro-ro", romanian_streets, romanian_first, romanian_last,
    romanian_cities, "+40" },
  { 6, "United Arab Emirates", "ae", "ar-ae", gulf_streets, gulf_first, gulf_last, gulf_cities,
    "+971" },
  { 7, "United States", "us", "en-us", american_streets, american_first, american_last,
    american_cities, "+1" },
};
const guint sandbox_seed_n_countries = G_N_ELEMENTS (sandbox_seed_countries);

static const char *const clothes[] = { "XS", "S", "M", "L", "XL", NULL };
static const char *const shoes[] = { "36", "38", "40", "42", "44", NULL };
static const char *const one_size[] = { "STD", NULL };

const SandboxSeedProduct sandbox_seed_products[] = {
  { "Keten Gömlek", "KG-21", clothes, "Mavi", 59995, 1000 },
  { "Pamuk Pantolon", "PP-07", clothes, "Bej", 49995, 1000 },
  { "Yün Kazak", "YK-11", clothes, "Gri", 89990, 1000 },
  { "İpek Eşarp", "IE-02", one_size, "Çiçekli", 124900, 1000 },
  { "Deri Ceket \"Rider\"", "DC-90", clothes, "Siyah", 449900, 2000 },
  { "Spor Ayakkabı", "0042", shoes, "Beyaz", 219900, 1000 },
  { "Topuklu Ayakkabı, 8 cm", "TA-08", shoes, "Kırmızı", 179900, 1000 },
  { "Çocuk Yağmurluk", "CY-05", clothes, "Sarı", 39990, 1000 },
  { "Bluetooth Kulaklık", "BK-500", one_size, "Siyah", 149900, 2000 },
  { "Şarj Kablosu 1,5 m", "SK-15", one_size, "Beyaz", 14990, 2000 },
  { "Kahve Makinesi", "KM-300", one_size, "İnox", 689900, 2000 },
  { "Türk Kahvesi 250 g", "TK-250", one_size, "-", 18950, 100 },
  { "Seramik Kupa", "=KUPA-1", one_size, "Turkuaz", 12490, 2000 },
  { "Nevresim Takımı", "NT-220", one_size, "Lila", 139900, 1000 },
  { "Banyo Havlusu", "BH-90", one_size, "Açık Yeşil", 24990, 1000 },
  { "Parfüm 50 ml", "P-50", one_size, "-", 99900, 2000 },
  { "Güneş Kremi 50+", "GK-50", one_size, "-", 34990, 2000 },
  { "Kitap: İnce Memed", "9789750807145", one_size, "-", 21500, 0 },
  { "Oyuncak Tren", "OT-12", one_size, "Renkli", 45990, 2000 },
  { "Hediye Paketi", "HP-1", one_size, "Altın", 2990, 2000 },
};
const guint sandbox_seed_n_products = G_N_ELEMENTS (sandbox_seed_products);

const SandboxSeedCargo sandbox_seed_cargos[] = {
  { 1, "Aras Kargo", "aras-kargo", "aras" },
  { 2, "MNG Kargo", "mng-kargo", "mng" },
  { 3, "UPS", "ups", "ups" },
  { 4, "Yurtiçi Kargo", "yurtici-kargo", "yurtici" },
  { 5, "DPD", "dpd", "dpd" },
  { 6, "Sendeo", "sendeo", "sendeo" },
  { 7, "Kolay Gelsin", "kolay-gelsin", "kolay_gelsin" },
  { 8, "FAN Courier", "fan-courier", "fancourier" },
  { 9, "Sameday", "sameday", "sameday" },
  { 10, "Cargus", "cargus", "cargus" },
  { 11, "Speedy", "speedy", "speedy" },
  { 12, "CDEK", "cdek", "cdek" },
  { 13, "Ay Cargo", "ay-cargo", "ay_cargo" },
  { 14, "Bringo Express", "bringo-express", "bringo_express" },
};
const guint sandbox_seed_n_cargos = G_N_ELEMENTS (sandbox_seed_cargos);

const SandboxSeedReason sandbox_seed_reasons[] = {
  { 7, "cancel", "Müşteri vazgeçti", FALSE, 10, TRUE },
  { 8, "cancel", "Stokta yok", FALSE, 20, TRUE },
  { 9, "cancel", "Yanlış ürün sipariş edildi", FALSE, 30, TRUE },
  { 10, "cancel", "Diğer (açıklama gerekir)", TRUE, 90, TRUE },
  { 11, "cancel", "Kampanya hatası", FALSE, 40, FALSE },
  { 12, "refund", "Beden uymadı", TRUE, 20, TRUE },
  { 13, "refund", "Kusurlu ürün", TRUE, 10, TRUE },
  { 14, "refund", "Beğenmedim", FALSE, 30, TRUE },
  { 15, "refund", "Yanlış ürün geldi", FALSE, 40, TRUE },
  { 16, "refund", "Geç teslim edildi", FALSE, 50, FALSE },
};
const guint sandbox_seed_n_reasons = G_N_ELEMENTS (sandbox_seed_reasons);

const char *const sandbox_seed_promotions[] = {
  "Bahar indirimi", "Sepette %20", "İlk alışveriş", "3 al 2 öde", "Çılgın Cuma", "Öğrenci indirimi",
};
const guint sandbox_seed_n_promotions = G_N_ELEMENTS (sandbox_seed_promotions);

const char *const sandbox_seed_companies[] = {
  "Işık Tekstil San. ve Tic. Ltd. Şti.", "Öz Çınar Mobilya A.Ş.", "=Toplam Yazılım Ltd.",
  "Kırmızı, Beyaz & Ortakları", "\"Deniz\" Turizm", "+90 İletişim A.Ş.", "Müller & Söhne GmbH",
};
const guint sandbox_seed_n_companies = G_N_ELEMENTS (sandbox_seed_companies);

const char *const sandbox_seed_notes[] = {
  "Lütfen kapıyı çalmayın, bebek uyuyor.", "Zil bozuk;\narayınız.",
  "Komşuya \"Ayşe Hanım\" bırakılabilir, 3. kat",
  "=HYPERLINK(\"http://example.com\")", "Fatura şirkete kesilsin\r\nteşekkürler",
  "Kırılacak eşya!\t(dikkat)",
};
const guint sandbox_seed_n_notes = G_N_ELEMENTS (sandbox_seed_notes);

const char *const sandbox_seed_gift_notes[] = {
  "İyi ki doğdun 🎂", "Mutlu yıllar,\nsevgiler", "Seni çok seviyorum ❤", "Happy birthday, \"Zoë\"!",
};
const guint sandbox_seed_n_gift_notes = G_N_ELEMENTS (sandbox_seed_gift_notes);
