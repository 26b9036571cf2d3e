/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-contact.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CUSTOMER (1 << OMNI_CONTACT_CUSTOMER)
#define ADDRESS (1 << OMNI_CONTACT_ADDRESS)

/*
 * @name: on the wire
 * @kinds: whose field it is
 * @limit: how many characters it may have
 * @needed: whether it may not be empty
 */
static const struct
{
  const char *name;
  const char *title;
  guint kinds;
  OmniContactFieldKind kind;
  guint limit;
  gboolean needed;
} fields[OMNI_CONTACT_N_FIELDS] = {
  [OMNI_CONTACT_TITLE] = { "title", N_ ("Called"), ADDRESS, OMNI_CONTACT_TEXT, 128, FALSE },
  [OMNI_CONTACT_FIRST_NAME] = { "first_name", N_ ("First name"), CUSTOMER | ADDRESS,
                                OMNI_CONTACT_TEXT, 255, TRUE },
  [OMNI_CONTACT_LAST_NAME] = { "last_name", N_ ("Last name"), CUSTOMER | ADDRESS,
                               OMNI_CONTACT_TEXT, 255, TRUE },
  [OMNI_CONTACT_EMAIL] = { "email", N_ ("E-mail"), CUSTOMER | ADDRESS, OMNI_CONTACT_MAIL, 254,
                           TRUE },
  [OMNI_CONTACT_PHONE_NUMBER] = { "phone_number", N_ ("Phone"), CUSTOMER | ADDRESS,
                                  OMNI_CONTACT_PHONE, 128, FALSE },
  [OMNI_CONTACT_EMAIL_ALLOWED] = { "email_allowed", N_ ("E-mail allowed"), CUSTOMER,
                                   OMNI_CONTACT_SWITCH, 0, FALSE },
  [OMNI_CONTACT_SMS_ALLOWED] = { "sms_allowed", N_ ("SMS allowed"), CUSTOMER, OMNI_CONTACT_SWITCH,
                                 0, FALSE },
  [OMNI_CONTACT_CALL_ALLOWED] = { "call_allowed", N_ ("Calls allowed"), CUSTOMER,
                                  OMNI_CONTACT_SWITCH, 0, FALSE },
  [OMNI_CONTACT_COUNTRY] = { "country", N_ ("Country"), ADDRESS, OMNI_CONTACT_PLACE, 0, TRUE },
  [OMNI_CONTACT_CITY] = { "city", N_ ("City"), ADDRESS, OMNI_CONTACT_PLACE, 0, TRUE },
  [OMNI_CONTACT_TOWNSHIP] = { "township", N_ ("Township"), ADDRESS, OMNI_CONTACT_PLACE, 0, FALSE },
  [OMNI_CONTACT_DISTRICT] = { "district", N_ ("District"), ADDRESS, OMNI_CONTACT_PLACE, 0, FALSE },
  [OMNI_CONTACT_LINE] = { "line", N_ ("Street and number"), ADDRESS, OMNI_CONTACT_TEXT, 255, TRUE },
  [OMNI_CONTACT_POSTCODE] = { "postcode", N_ ("Postcode"), ADDRESS, OMNI_CONTACT_TEXT, 64, FALSE },
  [OMNI_CONTACT_COMPANY_NAME] = { "company_name", N_ ("Company"), ADDRESS, OMNI_CONTACT_TEXT, 255,
                                  FALSE },
  [OMNI_CONTACT_TAX_OFFICE] = { "tax_office", N_ ("Tax office"), ADDRESS, OMNI_CONTACT_TEXT, 64,
                                FALSE },
  [OMNI_CONTACT_TAX_NO] = { "tax_no", N_ ("Tax number"), ADDRESS, OMNI_CONTACT_TEXT, 20, FALSE },
  [OMNI_CONTACT_IDENTITY_NUMBER] = { "identity_number", N_ ("Identity number"), ADDRESS,
                                     OMNI_CONTACT_TEXT, 64, FALSE },
  [OMNI_CONTACT_E_BILL_TAXPAYER] = { "e_bill_taxpayer", N_ ("E-invoice payer"), ADDRESS,
                                     OMNI_CONTACT_SWITCH, 0, FALSE },
  [OMNI_CONTACT_NOTES] = { "notes", N_ ("Notes"), ADDRESS, OMNI_CONTACT_TEXT, 512, FALSE },
};

struct _OmniContact
{
  gatomicrefcount ref_count;
  OmniContactKind kind;
  gint64 pk;
  char *texts[OMNI_CONTACT_N_FIELDS]; /* (owned) (nullable) */
};

/*
 * Fields
 */

/**
 * omni_contact_field_belongs:
 * @field: a field
 * @kind: a kind of contact
 *
 * Returns: whether such a contact has the field
 */
gboolean
omni_contact_field_belongs (OmniContactField field, OmniContactKind kind)
{
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, FALSE);

  return (fields[field].kinds & (1U << kind)) != 0;
}

/**
 * omni_contact_field_find:
 * @name: (not nullable): what the API calls a field
 * @field: (out): the field
 *
 * Returns: whether there is such a field
 */
gboolean
omni_contact_field_find (const char *name, OmniContactField *field)
{
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (strcmp (fields[i].name, name) == 0)
        {
          *field = i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
omni_contact_field_get_name (OmniContactField field)
{
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, NULL);

  return fields[field].name;
}

const char *
omni_contact_field_get_title (OmniContactField field)
{
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, NULL);

  return _ (fields[field].title);
}

OmniContactFieldKind
omni_contact_field_get_kind (OmniContactField field)
{
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, OMNI_CONTACT_TEXT);

  return fields[field].kind;
}

gboolean
omni_contact_field_is_needed (OmniContactField field)
{
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, FALSE);

  return fields[field].needed;
}

/* Loose on purpose: what mail servers take is wider than any rule, and the server has the last
 * word. */
static gboolean
is_mail (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot;

  if (at == NULL || at == text || strchr (at + 1, '@') != NULL)
    return FALSE;
  dot = strrchr (at, '.');
  if (dot == NULL || dot == at + 1 || dot[1] == '\0')
    return FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (g_unichar_isspace (g_utf8_get_char (c)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_phone (const char *text)
{
  return text[strspn (text, "0123456789 +-()./")] == '\0' && strpbrk (text, "0123456789") != NULL;
}

static gboolean
has_control (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (c)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return *text == '\0';
}

/**
 * omni_contact_field_check:
 * @field: a field
 * @text: (not nullable): what somebody typed
 *
 * Checks what can be known without the server (contract 3.4 and 3.5).
 *
 * Returns: (nullable) (transfer full): a sentence on what is wrong, or %NULL
 */
char *
omni_contact_field_check (OmniContactField field, const char *text)
{
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (is_blank (text))
    return fields[field].needed ? g_strdup (_ ("This cannot be empty.")) : NULL;
  if (!g_utf8_validate (text, -1, NULL) || has_control (text))
    return g_strdup (_ ("There is a character in it that cannot be seen."));
  if (fields[field].limit > 0 && g_utf8_strlen (text, -1) > (glong) fields[field].limit)
    return g_strdup_printf (_ ("This is too long: at most %u characters fit."),
                            fields[field].limit);
  if (fields[field].kind == OMNI_CONTACT_MAIL && !is_mail (text))
    return g_strdup (_ ("This is not an e-mail address."));
  if (fields[field].kind == OMNI_CONTACT_PHONE && !is_phone (text))
    return g_strdup (_ ("A phone number has digits, spaces and + - ( ) . / only."));

  return NULL;
}

/*
 * Contacts
 */

/**
 * omni_contact_new:
 * @kind: what it is
 * @pk: its key
 * @texts: (array fixed-size=OMNI_CONTACT_N_FIELDS): a text for each field, "" for nothing and
 *   %NULL for what it does not have
 *
 * Returns: (transfer full): a contact
 */
OmniContact *
omni_contact_new (OmniContactKind kind, gint64 pk, const char *const *texts)
{
  OmniContact *contact = g_new0 (OmniContact, 1);

  g_atomic_ref_count_init (&contact->ref_count);
  contact->kind = kind;
  contact->pk = pk;
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    contact->texts[i] = g_strdup (texts[i]);

  return contact;
}

/* A place is a key in flat answers and an object in nested ones; 0 is none. */
static gint64
read_place (OmniJsonReader *reader)
{
  OmniJsonSlice name;
  gint64 pk = 0;
  gint64 id = 0;

  if (omni_json_reader_peek (reader) != OMNI_JSON_OBJECT)
    {
      if (omni_json_reader_peek (reader) == OMNI_JSON_NULL)
        omni_json_reader_read_null (reader);
      else
        omni_json_reader_read_int64 (reader, &pk);
      return pk;
    }

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "pk"))
        omni_json_reader_read_int64 (reader, &pk);
      else if (omni_json_slice_equal (&name, "id"))
        omni_json_reader_read_int64 (reader, &id);
      else
        omni_json_reader_skip (reader);
    }

  return pk != 0 ? pk : id;
}

static char *
read_switch (OmniJsonReader *reader)
{
  gboolean on = FALSE;

  if (omni_json_reader_peek (reader) == OMNI_JSON_BOOLEAN)
    return omni_json_reader_read_boolean (reader, &on) ? g_strdup (on ? "true" : "false") : NULL;
  if (omni_json_reader_peek (reader) == OMNI_JSON_TEXT)
    {
      g_autofree char *text = omni_json_reader_dup_text (reader);

      return g_strdup (g_strcmp0 (text, "true") == 0 ? "true" : "false");
    }

  omni_json_reader_skip (reader);
  return NULL;
}

static char *
read_field (OmniJsonReader *reader, OmniContactField field)
{
  char *text;

  if (fields[field].kind == OMNI_CONTACT_SWITCH)
    return read_switch (reader);
  if (fields[field].kind == OMNI_CONTACT_PLACE && omni_json_reader_peek (reader) != OMNI_JSON_TEXT)
    {
      gint64 pk = read_place (reader);

      return pk != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, pk) : g_strdup ("");
    }

  text = omni_json_reader_dup_text (reader);
  return text != NULL ? text : g_strdup ("");
}

/**
 * omni_contact_new_from_json:
 * @kind: what it is
 * @reader: (not nullable): a reader at a customer or an address, flat or nested
 *
 * Decodes a contact. What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the contact, or %NULL on an error
 */
OmniContact *
omni_contact_new_from_json (OmniContactKind kind, OmniJsonReader *reader)
{
  g_autoptr (OmniContact) contact = g_new0 (OmniContact, 1);
  OmniJsonSlice slice;
  gint64 id = 0;

  g_atomic_ref_count_init (&contact->ref_count);
  contact->kind = kind;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &slice))
    {
      g_autofree char *name = g_strndup (slice.data, slice.length);
      OmniContactField field;

      if (strcmp (name, "pk") == 0)
        {
          omni_json_reader_read_int64 (reader, &contact->pk);
        }
      else if (strcmp (name, "id") == 0)
        {
          omni_json_reader_read_int64 (reader, &id);
        }
      else if (omni_contact_field_find (name, &field) && omni_contact_field_belongs (field, kind))
        {
          g_free (contact->texts[field]);
          contact->texts[field] = read_field (reader, field);
        }
      else
        {
          omni_json_reader_skip (reader);
        }
    }

  if (contact->pk == 0)
    contact->pk = id;
  return omni_json_reader_has_error (reader) ? NULL : g_steal_pointer (&contact);
}

void
omni_contact_unref (OmniContact *contact)
{
  if (!g_atomic_ref_count_dec (&contact->ref_count))
    return;

  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    g_free (contact->texts[i]);
  g_free (contact);
}

gint64
omni_contact_get_pk (const OmniContact *contact)
{
  return contact->pk;
}

/**
 * omni_contact_get_text:
 * @contact: (not nullable): a contact
 * @field: a field
 *
 * Returns: (nullable) (transfer none): the text, "" for nothing, %NULL where the server does not
 *   have the field
 */
const char *
omni_contact_get_text (const OmniContact *contact, OmniContactField field)
{
  g_return_val_if_fail (field < OMNI_CONTACT_N_FIELDS, NULL);

  return contact->texts[field];
}

/*
 * Places
 */

/**
 * omni_place_new_from_json:
 * @reader: (not nullable): a reader at a place
 * @level: which: %OMNI_CONTACT_COUNTRY to %OMNI_CONTACT_DISTRICT
 *
 * Decodes a place (contract 3.5). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the place, or %NULL for one out of use and on an error
 */
OmniPlace *
omni_place_new_from_json (OmniJsonReader *reader, OmniContactField level)
{
  g_autoptr (OmniPlace) place = g_new0 (OmniPlace, 1);
  const char *parent = level > OMNI_CONTACT_COUNTRY ? fields[level - 1].name : "";
  gboolean active = TRUE;
  OmniJsonSlice name;
  gint64 id = 0;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "pk"))
        {
          omni_json_reader_read_int64 (reader, &place->pk);
        }
      else if (omni_json_slice_equal (&name, "id"))
        {
          omni_json_reader_read_int64 (reader, &id);
        }
      else if (omni_json_slice_equal (&name, "name"))
        {
          g_free (place->name);
          place->name = omni_json_reader_dup_text (reader);
        }
      else if (omni_json_slice_equal (&name, parent))
        {
          place->parent = read_place (reader);
        }
      else if (omni_json_slice_equal (&name, "is_active") &&
               omni_json_reader_peek (reader) == OMNI_JSON_BOOLEAN)
        {
          omni_json_reader_read_boolean (reader, &active);
        }
      else
        {
          omni_json_reader_skip (reader);
        }
    }

  if (place->pk == 0)
    place->pk = id;
  if (place->name == NULL)
    place->name = g_strdup_printf ("%" G_GINT64_FORMAT, place->pk);

  return active && place->pk != 0 && !omni_json_reader_has_error (reader)
             ? g_steal_pointer (&place)
             : NULL;
}

void
omni_place_free (OmniPlace *place)
{
  g_free (place->name);
  g_free (place);
}
