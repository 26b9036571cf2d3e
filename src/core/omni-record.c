/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-record-private.h"

#include <glib/gi18n-lib.h>

#include "omni-time.h"

/* The scale of an amount that the server did not send. */
#define NO_AMOUNT G_MAXUINT8

/*
 * Texts
 */

void
omni_texts_init (OmniTexts *texts)
{
  texts->data = texts->first_data;
  texts->size = sizeof texts->first_data;
  texts->data[0] = '\0';
  texts->length = 1;
}

void
omni_texts_clear (OmniTexts *texts)
{
  if (texts->data != texts->first_data)
    g_free (texts->data);
}

OmniTextOffset
omni_texts_add (OmniTexts *texts, const char *text, gsize length)
{
  OmniTextOffset offset = (OmniTextOffset) texts->length;
  gsize needed = texts->length + length + 1;

  if (text == NULL || needed > G_MAXINT32)
    return 0;

  if (needed > texts->size)
    {
      texts->size = needed * 2;
      if (texts->data == texts->first_data)
        {
          texts->data = g_malloc (texts->size);
          memcpy (texts->data, texts->first_data, texts->length);
        }
      else
        {
          texts->data = g_realloc (texts->data, texts->size);
        }
    }

  memcpy (texts->data + offset, text, length);
  texts->data[offset + length] = '\0';
  texts->length = needed;

  return offset;
}

OmniTextOffset
omni_texts_add_full_name (OmniTexts *texts, OmniTextOffset first_name, OmniTextOffset last_name)
{
  /* Nothing that was not sent and nothing that is empty leaves a space behind. */
  const char *first = texts->data + first_name;
  const char *last = texts->data + last_name;
  g_autofree char *name = NULL;

  if (*first == '\0')
    return last_name != 0 ? last_name : first_name;
  if (*last == '\0')
    return first_name;

  name = g_strconcat (first, " ", last, NULL);
  return omni_texts_add (texts, name, strlen (name));
}

OmniTextOffset
omni_texts_add_number (OmniTexts *texts, gint64 number)
{
  char digits[24];
  guint64 rest = number < 0 ? 0 - (guint64) number : (guint64) number;
  gsize first = sizeof digits;

  do
    digits[--first] = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    digits[--first] = '-';

  return omni_texts_add (texts, digits + first, sizeof digits - first);
}

/*
 * Members
 */

static inline guint8
hash_name (const char *name, gsize length)
{
  if (length == 0)
    return 0;

  return (guint8) ((guchar) name[0] * 5 + (guchar) name[length / 2] * 31 +
                   (guchar) name[length - 1] * 7 + length * 61);
}

static void
prepare_type (OmniRecordType *type)
{
  for (guint i = 0; i < type->n_members; i++)
    {
      const char *name = type->members[i].name;
      guint8 slot = hash_name (name, strlen (name));

      while (type->slots[slot] != 0)
        slot++;
      type->slots[slot] = (guint8) (i + 1);
      type->name_lengths[slot] = (guint8) strlen (name);
    }
}

static inline const OmniMember *
find_member (const OmniRecordType *type, const OmniJsonSlice *name)
{
  for (guint8 slot = hash_name (name->data, name->length); type->slots[slot] != 0; slot++)
    {
      const OmniMember *member = &type->members[type->slots[slot] - 1];

      if (type->name_lengths[slot] == name->length &&
          memcmp (member->name, name->data, name->length) == 0)
        return member;
    }

  return NULL;
}

/*
 * Values. Each leaves its default where it stands when the server sends null.
 */

static OmniTextOffset
read_text (OmniJsonReader *reader, OmniTexts *texts)
{
  OmniJsonSlice text;

  if (!omni_json_reader_read_any_text (reader, &text))
    return 0;

  return omni_texts_add (texts, text.data, text.length);
}

static OmniTextOffset
read_status (OmniJsonReader *reader, OmniTexts *texts)
{
  OmniTextOffset offset = read_text (reader, texts);
  const OmniStatus *status;

  if (offset == 0)
    return 0;

  status = omni_status_find (texts->data + offset);
  if (status == NULL)
    return offset;

  return omni_texts_add (texts, status->code, strlen (status->code));
}

static OmniTime
read_time (OmniJsonReader *reader)
{
  g_autoptr (GError) error = NULL;
  OmniJsonSlice text;
  OmniTime time = OMNI_TIME_NONE;

  if (omni_json_reader_read_any_text (reader, &text) && text.length > 0 &&
      !omni_time_parse (text.data, (gssize) text.length, &time, &error))
    omni_json_reader_fail (reader, "%s", error->message);

  return time;
}

static void
read_amount (OmniJsonReader *reader, OmniMoney *amount)
{
  g_autoptr (GError) error = NULL;
  OmniJsonSlice text;

  if (omni_json_reader_read_any_text (reader, &text) && text.length > 0 &&
      !omni_money_parse (text.data, (gssize) text.length, NULL, amount, &error))
    omni_json_reader_fail (reader, "%s", error->message);
}

static gboolean
read_boolean (OmniJsonReader *reader)
{
  gboolean value = FALSE;
  OmniJsonSlice text;

  if (omni_json_reader_peek (reader) == OMNI_JSON_BOOLEAN)
    {
      omni_json_reader_read_boolean (reader, &value);
      return value;
    }

  if (!omni_json_reader_read_any_text (reader, &text) || text.data == NULL)
    return FALSE;
  if (omni_json_slice_equal (&text, "1") ||
      (text.length == 4 && g_ascii_strncasecmp (text.data, "true", 4) == 0))
    return TRUE;
  if (!omni_json_slice_equal (&text, "0") &&
      !(text.length == 5 && g_ascii_strncasecmp (text.data, "false", 5) == 0))
    omni_json_reader_fail (reader, _ ("expected true or false"));

  return FALSE;
}

static const OmniMember reference_members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniReference, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniReference, pk) },
  { "name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniReference, name) },
};

static OmniRecordType reference_type = {
  .size = sizeof (OmniReference),
  .members = reference_members,
  .n_members = G_N_ELEMENTS (reference_members),
};

static gboolean
is_whole_number (const OmniJsonSlice *text)
{
  for (gsize i = 0; i < text->length; i++)
    {
      if (!g_ascii_isdigit (text->data[i]))
        return FALSE;
    }

  return text->length > 0 && text->length < 19;
}

static OmniReference
read_reference (OmniJsonReader *reader, OmniTexts *texts)
{
  OmniReference reference = { 0, 0 };
  OmniJsonKind kind = omni_json_reader_peek (reader);
  OmniJsonSlice text;

  if (kind == OMNI_JSON_OBJECT)
    omni_record_read (&reference_type, reader, &reference, texts);
  else if (kind == OMNI_JSON_NUMBER)
    omni_json_reader_read_int64 (reader, &reference.pk);
  else if (omni_json_reader_read_any_text (reader, &text) && text.data != NULL)
    {
      if (is_whole_number (&text))
        {
          for (gsize i = 0; i < text.length; i++)
            reference.pk = reference.pk * 10 + (text.data[i] - '0');
        }
      else
        {
          reference.name = omni_texts_add (texts, text.data, text.length);
        }
    }

  return reference;
}

static void
read_member (OmniRecordType *type,
             const OmniMember *member,
             OmniJsonReader *reader,
             gpointer record,
             OmniTexts *texts)
{
  gpointer target = (char *) record + member->offset;

  switch (member->kind)
    {
    case OMNI_MEMBER_TEXT:
      *(OmniTextOffset *) target = read_text (reader, texts);
      break;

    case OMNI_MEMBER_STATUS:
      *(OmniTextOffset *) target = read_status (reader, texts);
      break;

    case OMNI_MEMBER_NAME:
      *(OmniTextOffset *) target = read_reference (reader, texts).name;
      break;

    case OMNI_MEMBER_PK:
      *(gint64 *) target = read_reference (reader, texts).pk;
      break;

    case OMNI_MEMBER_ID:
      if (*(gint64 *) target == 0)
        *(gint64 *) target = read_reference (reader, texts).pk;
      break;

    case OMNI_MEMBER_REFERENCE:
      *(OmniReference *) target = read_reference (reader, texts);
      break;

    case OMNI_MEMBER_TIME:
      *(OmniTime *) target = read_time (reader);
      break;

    case OMNI_MEMBER_AMOUNT:
      ((OmniMoney *) target)->scale = NO_AMOUNT;
      read_amount (reader, target);
      break;

    case OMNI_MEMBER_BOOLEAN:
      *(gboolean *) target = read_boolean (reader);
      break;

    case OMNI_MEMBER_OTHER:
    default:
      type->read_other (reader, member, record, texts);
      break;
    }
}

/*
 * Records
 */

static void
clear_record (const OmniRecordType *type, gpointer record)
{
  memset (record, 0, type->size);

  for (guint i = 0; i < type->n_members; i++)
    {
      gpointer target = (char *) record + type->members[i].offset;

      if (type->members[i].kind == OMNI_MEMBER_TIME)
        *(OmniTime *) target = OMNI_TIME_NONE;
      else if (type->members[i].kind == OMNI_MEMBER_AMOUNT)
        ((OmniMoney *) target)->scale = NO_AMOUNT;
    }
}

/* Fills @record from the object that stands next. Members that the type does not know are passed
 * over. */
void
omni_record_read (OmniRecordType *type, OmniJsonReader *reader, gpointer record, OmniTexts *texts)
{
  OmniJsonSlice name;

  if (g_once_init_enter (&type->initialized))
    {
      prepare_type (type);
      g_once_init_leave (&type->initialized, 1);
    }

  clear_record (type, record);
  if (!omni_json_reader_begin_object (reader))
    return;

  while (omni_json_reader_next_member (reader, &name))
    {
      const OmniMember *member = find_member (type, &name);

      if (member != NULL)
        read_member (type, member, reader, record, texts);
    }
}

/* Fills @record from what stands next: an object, or the bare key that flat answers have. FALSE
 * where there is neither. @pk is the key's place in @record. */
gboolean
omni_record_read_or_pk (OmniRecordType *type, OmniJsonReader *reader, gpointer record, gint64 *pk,
                        OmniTexts *texts)
{
  OmniJsonKind kind = omni_json_reader_peek (reader);

  if (kind == OMNI_JSON_OBJECT)
    {
      omni_record_read (type, reader, record, texts);
      return !omni_json_reader_has_error (reader);
    }

  clear_record (type, record);
  return omni_json_reader_read_int64 (reader, pk);
}

/* Moves a filled structure and its texts into one block of memory that lives as long as the
   record. */
gpointer
omni_record_new (OmniRecordType *type, gconstpointer record, const OmniTexts *texts)
{
  char *block = g_malloc (type->size + texts->length);

  memcpy (block, record, type->size);
  memcpy (block + type->size, texts->data, texts->length);

  return block;
}

gboolean
omni_record_get_amount (const OmniMoney *amount, OmniMoney *money)
{
  if (amount->scale == NO_AMOUNT)
    return FALSE;

  *money = *amount;
  return TRUE;
}

/* The currency may stand behind the amounts in the object, so it is set when all are there. */
void
omni_record_set_currency (OmniMoney *amounts, guint n_amounts, const char *currency)
{
  for (guint i = 0; i < n_amounts; i++)
    {
      if (amounts[i].scale != NO_AMOUNT)
        omni_money_set_currency (&amounts[i], currency);
    }
}
