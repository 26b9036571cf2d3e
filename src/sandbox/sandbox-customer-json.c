/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-customer-json.h"

#include "sandbox-json.h"

/* Customers and addresses are kept as the finished JSON that nested orders show, too. It is made
 * from the columns, by the database itself, so that one statement does one row or all of them. */

/* clang-format off */
#define LOCATION(table, column, more)                                                              \
  "(SELECT json_object('id', l.pk, 'name', l.name" more ") FROM " table                            \
  " l WHERE l.pk = addresses." column ")"

static const char customer_sql[] =
    "UPDATE customers SET"
    " nested_json = json_object('pk', pk, 'email', email, 'first_name', first_name, 'last_name', "
    "last_name,"
    " 'phone_number', phone_number)";

static const char address_sql[] =
    "UPDATE addresses SET hash_data = md5(json_array(customer, title, first_name, last_name,"
    " phone_number, country, city, township, district, line, postcode, company_name, tax_office,"
    " tax_no, identity_number)), nested_json = json_object('pk', pk, 'title', title, 'first_name', "
    "first_name,"
    " 'last_name', last_name, 'phone_number', phone_number, 'email', email,"
    " 'country', json(" LOCATION (
        "countries",
        "country",
        ", 'code', l.code") "),"
                            " 'city', json(" LOCATION (
                                "cities",
                                "city",
                                "") "),"
                                    " 'township', json(" LOCATION (
                                        "townships",
                                        "township",
                                        "") "),"
                                            " 'district', json(" LOCATION (
                                                "districts",
                                                "district",
                                                ", 'postcode', l.postcode") "),"
                                                                            " 'line', line, "
                                                                            "'postcode', postcode, "
                                                                            "'notes', notes, "
                                                                            "'company_name', "
                                                                            "company_name,"
                                                                            " 'tax_office', "
                                                                            "tax_office, 'tax_no', "
                                                                            "tax_no, "
                                                                            "'identity_number', "
                                                                            "identity_number,"
                                                                            " 'e_bill_taxpayer', "
                                                                            "json(CASE WHEN "
                                                                            "e_bill_taxpayer THEN "
                                                                            "'true' ELSE 'false' "
                                                                            "END))";
/* clang-format on */

static void
refresh (SandboxStore *store, const char *all_sql, gint64 pk)
{
  g_autofree char *one_sql = pk != 0 ? g_strconcat (all_sql, " WHERE pk = ?", NULL) : NULL;

  if (pk != 0)
    sandbox_store_run (store, one_sql, "i", pk);
  else
    sandbox_store_run (store, all_sql, "");
}

/* Makes what is derived from a customer anew; from all of them where @pk is 0. */
void
sandbox_customer_json_refresh (SandboxStore *store, gint64 pk)
{
  refresh (store, customer_sql, pk);
}

/* The same for an address. */
void
sandbox_address_json_refresh (SandboxStore *store, gint64 pk)
{
  refresh (store, address_sql, pk);
}
