/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-fold.h"
#include "omni-test.h"

static void
test_same (void)
{
  static const char *const texts[][2] = {
    { "istanbul", "İstanbul" }, { "ISTANBUL", "İSTANBUL" }, { "isparta", "Isparta" },
    { "ığdır", "IGDIR" },       { "şanlıurfa", "Sanliurfa" }, { "çağrı", "CAGRI" },
    { "i\xcc\x87zmir", "Izmir" }, { "", "" },
  };

  g_test_summary ("Test that what people write for the same word is folded into the same.");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *one = omni_fold (texts[i][0]);
      g_autofree char *other = omni_fold (texts[i][1]);

      g_assert_cmpstr (one, ==, other);
    }
}

static void
test_different (void)
{
  g_autofree char *one = omni_fold ("Adana 01");
  g_autofree char *other = omni_fold ("Ankara 06");

  g_test_summary ("Test that other words, blanks and digits stay what they are.");

  g_assert_cmpstr (one, ==, "adana 01");
  g_assert_cmpstr (other, ==, "ankara 06");
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/fold/same", test_same);
  g_test_add_func ("/core/fold/different", test_different);

  return g_test_run ();
}
