/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-contact-draft.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* {"saved": microseconds, "fields": {"email": ["before", "mine"]}} */

void
omni_contact_draft_clear (OmniContactDraft *draft)
{
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      g_clear_pointer (&draft->before[i], g_free);
      g_clear_pointer (&draft->mine[i], g_free);
    }
}

gboolean
omni_contact_draft_is_empty (const OmniContactDraft *draft)
{
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (draft->mine[i] != NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * omni_contact_draft_to_text:
 * @draft: (not nullable): a draft
 *
 * Returns: (transfer full): the draft as it is put away
 */
char *
omni_contact_draft_to_text (const OmniContactDraft *draft)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "saved");
  json_builder_add_int_value (builder, draft->saved);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (draft->mine[i] == NULL)
        continue;

      json_builder_set_member_name (builder, omni_contact_field_get_name (i));
      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, draft->before[i] != NULL ? draft->before[i] : "");
      json_builder_add_string_value (builder, draft->mine[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
read_field (OmniJsonReader *reader, OmniContactDraft *draft, const OmniJsonSlice *slice)
{
  g_autofree char *name = g_strndup (slice->data, slice->length);
  OmniContactField field;

  if (!omni_contact_field_find (name, &field))
    {
      omni_json_reader_skip (reader);
      return;
    }

  omni_json_reader_begin_array (reader);
  for (guint i = 0; omni_json_reader_next_element (reader); i++)
    {
      g_autofree char *text = omni_json_reader_dup_text (reader);

      if (text == NULL)
        text = g_strdup ("");
      if (i < 2)
        {
          char **place = i == 0 ? &draft->before[field] : &draft->mine[field];

          g_free (*place);
          *place = g_steal_pointer (&text);
        }
    }
}

/**
 * omni_contact_draft_from_text:
 * @draft: (not nullable): an empty draft
 * @text: (not nullable): what was put away
 *
 * Returns: whether @text is a draft; it stays empty otherwise
 */
gboolean
omni_contact_draft_from_text (OmniContactDraft *draft, const char *text)
{
  g_auto (OmniJsonReader) reader = { 0 };
  OmniJsonSlice name;

  omni_json_reader_init (&reader, text, -1);
  omni_json_reader_begin_object (&reader);
  while (omni_json_reader_next_member (&reader, &name))
    {
      if (omni_json_slice_equal (&name, "saved"))
        {
          omni_json_reader_read_int64 (&reader, &draft->saved);
        }
      else if (omni_json_slice_equal (&name, "fields"))
        {
          omni_json_reader_begin_object (&reader);
          while (omni_json_reader_next_member (&reader, &name))
            read_field (&reader, draft, &name);
        }
      else
        {
          omni_json_reader_skip (&reader);
        }
    }

  if (omni_json_reader_finish (&reader, NULL))
    return TRUE;

  omni_contact_draft_clear (draft);
  return FALSE;
}

/**
 * omni_contact_draft_dup_key:
 * @kind: what is changed
 * @pk: its key
 * @order_pk: the order that it is changed from; each has a draft of its own
 *
 * Returns: (transfer full): under which name the draft is put away
 */
char *
omni_contact_draft_dup_key (OmniContactKind kind, gint64 pk, gint64 order_pk)
{
  return g_strdup_printf ("draft/%s/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                          kind == OMNI_CONTACT_CUSTOMER ? "customer" : "address", pk, order_pk);
}
