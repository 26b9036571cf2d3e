/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-contact.h"
#include "omni-test.h"

static OmniContact *
decode (OmniContactKind kind, const char *text)
{
  g_auto (OmniJsonReader) reader = { 0 };
  g_autoptr (OmniContact) contact = NULL;

  omni_json_reader_init (&reader, text, -1);
  contact = omni_contact_new_from_json (kind, &reader);

  return omni_json_reader_finish (&reader, NULL) ? g_steal_pointer (&contact) : NULL;
}

static void
test_decode (void)
{
  g_autoptr (OmniContact) customer = NULL;
  g_autoptr (OmniContact) flat = NULL;
  g_autoptr (OmniContact) nested = NULL;

  g_test_summary ("Test that customers and addresses are read, flat and nested, with nulls.");

  customer = decode (OMNI_CONTACT_CUSTOMER,
                     "{\"id\": 7, \"first_name\": \"Ece\", \"phone_number\": null,"
                     " \"sms_allowed\": false, \"line\": \"not a customer's\", \"x\": [1]}");
  g_assert_cmpint (omni_contact_get_pk (customer), ==, 7);
  g_assert_cmpstr (omni_contact_get_text (customer, OMNI_CONTACT_FIRST_NAME), ==, "Ece");
  g_assert_cmpstr (omni_contact_get_text (customer, OMNI_CONTACT_PHONE_NUMBER), ==, "");
  g_assert_cmpstr (omni_contact_get_text (customer, OMNI_CONTACT_SMS_ALLOWED), ==, "false");
  g_assert_null (omni_contact_get_text (customer, OMNI_CONTACT_EMAIL_ALLOWED));
  g_assert_null (omni_contact_get_text (customer, OMNI_CONTACT_LINE));

  flat = decode (OMNI_CONTACT_ADDRESS,
                 "{\"pk\": 9, \"country\": 1, \"city\": \"34\", \"district\": null}");
  nested = decode (OMNI_CONTACT_ADDRESS,
                   "{\"pk\": 9, \"country\": {\"id\": 1, \"name\": \"Türkiye\"},"
                   " \"city\": {\"pk\": 34}, \"township\": null, \"district\": null}");
  g_assert_cmpstr (omni_contact_get_text (flat, OMNI_CONTACT_COUNTRY), ==, "1");
  g_assert_cmpstr (omni_contact_get_text (flat, OMNI_CONTACT_CITY), ==, "34");
  g_assert_cmpstr (omni_contact_get_text (flat, OMNI_CONTACT_DISTRICT), ==, "");
  g_assert_cmpstr (omni_contact_get_text (nested, OMNI_CONTACT_COUNTRY), ==, "1");
  g_assert_cmpstr (omni_contact_get_text (nested, OMNI_CONTACT_CITY), ==, "34");

  g_assert_null (decode (OMNI_CONTACT_CUSTOMER, "[1]"));
  g_assert_null (decode (OMNI_CONTACT_CUSTOMER, "{\"first_name\": {\"deep\": 1}}"));
}

static void
test_checks (void)
{
  static const struct
  {
    OmniContactField field;
    const char *text;
    gboolean good;
  } cases[] = {
    { OMNI_CONTACT_FIRST_NAME, "Şule", TRUE },
    { OMNI_CONTACT_FIRST_NAME, " \t", FALSE },
    { OMNI_CONTACT_FIRST_NAME, "a\nb", FALSE },
    { OMNI_CONTACT_EMAIL, "deniz.aydin+x@example.co.uk", TRUE },
    { OMNI_CONTACT_EMAIL, "deniz", FALSE },
    { OMNI_CONTACT_EMAIL, "deniz@", FALSE },
    { OMNI_CONTACT_EMAIL, "@example.com", FALSE },
    { OMNI_CONTACT_EMAIL, "a@b@example.com", FALSE },
    { OMNI_CONTACT_EMAIL, "deniz aydin@example.com", FALSE },
    { OMNI_CONTACT_EMAIL, "deniz@example", FALSE },
    { OMNI_CONTACT_EMAIL, "deniz@example.", FALSE },
    { OMNI_CONTACT_EMAIL, "", FALSE },
    { OMNI_CONTACT_PHONE_NUMBER, "", TRUE },
    { OMNI_CONTACT_PHONE_NUMBER, "+90 (532) 000-00-17", TRUE },
    { OMNI_CONTACT_PHONE_NUMBER, "7.33E+12", FALSE },
    { OMNI_CONTACT_PHONE_NUMBER, "--", FALSE },
    { OMNI_CONTACT_LINE, "", FALSE },
    { OMNI_CONTACT_CITY, "", FALSE },
    { OMNI_CONTACT_TOWNSHIP, "", TRUE },
    { OMNI_CONTACT_TAX_NO, "12345678901234567890", TRUE },
    { OMNI_CONTACT_TAX_NO, "123456789012345678901", FALSE },
    { OMNI_CONTACT_TAX_NO, "ĞĞĞĞĞĞĞĞĞĞĞĞĞĞĞĞĞĞĞĞ", TRUE },
  };

  g_test_summary ("Test that what the server would refuse is said while it is typed.");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = omni_contact_field_check (cases[i].field, cases[i].text);

      if (cases[i].good)
        g_assert_cmpstr (problem, ==, NULL);
      else
        g_assert_nonnull (problem);
    }
}

static void
test_fields (void)
{
  g_test_summary ("Test that each field is found by its name on the wire and belongs somewhere.");

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      OmniContactField field;

      g_assert_true (omni_contact_field_find (omni_contact_field_get_name (i), &field));
      g_assert_cmpuint (field, ==, i);
      g_assert_true (omni_contact_field_belongs (i, OMNI_CONTACT_CUSTOMER) ||
                     omni_contact_field_belongs (i, OMNI_CONTACT_ADDRESS));
      g_assert_nonnull (omni_contact_field_get_title (i));
    }
}

int
main (int argc, char *argv[])
{
  omni_test_init (&argc, &argv);

  g_test_add_func ("/core/contact/decode", test_decode);
  g_test_add_func ("/core/contact/checks", test_checks);
  g_test_add_func ("/core/contact/fields", test_fields);

  return g_test_run ();
}
