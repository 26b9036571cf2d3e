/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-item-draft.h"

#include "omni-json-reader.h"

#include <json-glib/json-glib.h>

/* {"lines": ["1", "2"], "values": {"tracking_number": "0077"}}; keys are texts, as they are larger
 * than what every reader of JSON takes for a number. */

void
omni_item_draft_init (OmniItemDraft *draft)
{
  *draft = (OmniItemDraft){ .lines = g_array_new (FALSE, FALSE, sizeof (gint64)) };
}

void
omni_item_draft_clear (OmniItemDraft *draft)
{
  g_clear_pointer (&draft->lines, g_array_unref);
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    g_clear_pointer (&draft->values[i], g_free);
}

gboolean
omni_item_draft_is_empty (const OmniItemDraft *draft)
{
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (draft->values[i] != NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
omni_item_draft_has_line (const OmniItemDraft *draft, gint64 pk)
{
  for (guint i = 0; i < draft->lines->len; i++)
    {
      if (g_array_index (draft->lines, gint64, i) == pk)
        return TRUE;
    }

  return FALSE;
}

/**
 * omni_item_draft_to_text:
 * @draft: (not nullable): a draft
 *
 * Returns: (transfer full): the draft as it is put away
 */
char *
omni_item_draft_to_text (const OmniItemDraft *draft)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < draft->lines->len; i++)
    {
      g_autofree char *pk = g_strdup_printf ("%" G_GINT64_FORMAT,
                                             g_array_index (draft->lines, gint64, i));

      json_builder_add_string_value (builder, pk);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (draft->values[i] == NULL)
        continue;

      json_builder_set_member_name (builder, omni_item_field_get_name (i));
      json_builder_add_string_value (builder, draft->values[i]);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
read_line (OmniJsonReader *reader, OmniItemDraft *draft)
{
  g_autofree char *text = omni_json_reader_dup_text (reader);
  gint64 pk;

  if (text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &pk, NULL))
    g_array_append_val (draft->lines, pk);
}

static void
read_value (OmniJsonReader *reader, OmniItemDraft *draft, const OmniJsonSlice *name)
{
  g_autofree char *text = omni_json_reader_dup_text (reader);

  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      if (!omni_json_slice_equal (name, omni_item_field_get_name (i)))
        continue;

      g_free (draft->values[i]);
      draft->values[i] = g_steal_pointer (&text);
    }
}

/**
 * omni_item_draft_from_text:
 * @draft: (not nullable): an empty draft
 * @text: (not nullable): what was put away
 *
 * Returns: whether @text is a draft
 */
gboolean
omni_item_draft_from_text (OmniItemDraft *draft, const char *text)
{
  g_auto (OmniJsonReader) reader = { 0 };
  OmniJsonSlice name;

  omni_json_reader_init (&reader, text, -1);
  omni_json_reader_begin_object (&reader);
  while (omni_json_reader_next_member (&reader, &name))
    {
      if (omni_json_slice_equal (&name, "lines"))
        {
          omni_json_reader_begin_array (&reader);
          while (omni_json_reader_next_element (&reader))
            read_line (&reader, draft);
        }
      else if (omni_json_slice_equal (&name, "values"))
        {
          omni_json_reader_begin_object (&reader);
          while (omni_json_reader_next_member (&reader, &name))
            read_value (&reader, draft, &name);
        }
      else
        {
          omni_json_reader_skip (&reader);
        }
    }

  return omni_json_reader_finish (&reader, NULL);
}

/**
 * omni_item_draft_dup_key:
 * @order_pk: the order
 *
 * Returns: (transfer full): under which name the draft is put away
 */
char *
omni_item_draft_dup_key (gint64 order_pk)
{
  return g_strdup_printf ("draft/lines/%" G_GINT64_FORMAT, order_pk);
}
