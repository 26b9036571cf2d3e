/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-item-update.h"

#include "omni-time.h"

#include <string.h>

/* How an error's fields name the rows of the call (contract 3.2). */
#define ROW_PREFIX "orderitem_set."

static const struct
{
  const char *name;
  /* where the item has it; N_TEXTS for those that have a getter of their own */
  OmniOrderItemText text;
} fields[] = {
  [OMNI_ITEM_STATUS] = { "status", OMNI_ORDER_ITEM_N_TEXTS },
  [OMNI_ITEM_SHIPPING_COMPANY] = { "shipping_company", OMNI_ORDER_ITEM_SHIPPING_COMPANY },
  [OMNI_ITEM_E_ARCHIVE_URL] = { "e_archive_url", OMNI_ORDER_ITEM_E_ARCHIVE_URL },
  [OMNI_ITEM_INVOICE_NUMBER] = { "invoice_number", OMNI_ORDER_ITEM_INVOICE_NUMBER },
  [OMNI_ITEM_INVOICE_DATE] = { "invoice_date", OMNI_ORDER_ITEM_N_TEXTS },
  [OMNI_ITEM_TRACKING_NUMBER] = { "tracking_number", OMNI_ORDER_ITEM_TRACKING_NUMBER },
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == OMNI_ITEM_N_FIELDS);

/*
 * Helpers
 */

/* Times of the same moment are one value, however they are written. */
static gboolean
is_same_moment (const char *a, const char *b)
{
  OmniTime time_a;
  OmniTime time_b;

  return omni_time_parse (a, -1, &time_a, NULL) && omni_time_parse (b, -1, &time_b, NULL) &&
         time_a == time_b;
}

/* Finds which row "orderitem_set.12.status" is about. */
static gboolean
parse_row_name (const char *name, guint n_updates, guint *row, const char **field)
{
  guint64 index;
  char *end;

  if (!g_str_has_prefix (name, ROW_PREFIX) || !g_ascii_isdigit (name[strlen (ROW_PREFIX)]))
    return FALSE;

  index = g_ascii_strtoull (name + strlen (ROW_PREFIX), &end, 10);
  if (index >= n_updates || (*end != '.' && *end != '\0'))
    return FALSE;

  *row = (guint) index;
  *field = *end == '.' ? end + 1 : NULL;
  return TRUE;
}

static void
add_words (gpointer *place, const char *field, const char *text)
{
  g_autofree char *before = g_steal_pointer (place);

  *place = g_strdup_printf ("%s%s%s%s%s", before != NULL ? before : "", before != NULL ? " " : "",
                            field != NULL ? field : "", field != NULL ? ": " : "", text);
}

/*
 * Public API
 */

/**
 * omni_item_field_get_name:
 * @field: a field
 *
 * Returns: (transfer none): the field's name on the wire and in files
 */
const char *
omni_item_field_get_name (OmniItemField field)
{
  g_return_val_if_fail ((guint) field < OMNI_ITEM_N_FIELDS, NULL);

  return fields[field].name;
}

/**
 * omni_order_item_dup_field:
 * @item: (not nullable): an item
 * @field: a field
 *
 * What the field is now, as an update would write it: the code of a status, a moment as the
 * contract writes it (2.3) without a fraction that is zero.
 *
 * Returns: (transfer full): the value; "" where there is none
 */
char *
omni_order_item_dup_field (const OmniOrderItem *item, OmniItemField field)
{
  const char *text = NULL;

  g_return_val_if_fail (item != NULL, NULL);
  g_return_val_if_fail ((guint) field < OMNI_ITEM_N_FIELDS, NULL);

  if (field == OMNI_ITEM_INVOICE_DATE)
    {
      OmniTime time = omni_order_item_get_invoice_date (item);

      return time != OMNI_TIME_NONE && time % G_USEC_PER_SEC != 0 ? omni_time_to_utc (time)
                                                                  : omni_time_to_iso (time, NULL);
    }

  if (field == OMNI_ITEM_STATUS)
    text = omni_order_item_get_status (item);
  else
    text = omni_order_item_get_text (item, fields[field].text);

  return g_strdup (text != NULL ? text : "");
}

/**
 * omni_item_field_equal:
 * @field: a field
 * @now: (not nullable): a value that the server has; "" for none
 * @wanted: (not nullable): a value that it is to have
 *
 * Returns: whether @now is @wanted already
 */
gboolean
omni_item_field_equal (OmniItemField field, const char *now, const char *wanted)
{
  g_return_val_if_fail (now != NULL && wanted != NULL, FALSE);

  return strcmp (now, wanted) == 0 ||
         (field == OMNI_ITEM_INVOICE_DATE && is_same_moment (now, wanted));
}

/**
 * omni_item_update_is_done:
 * @update: (not nullable): what is wanted
 * @item: (not nullable): the item as the server has it
 *
 * Returns: whether @item has every value that @update wants
 */
gboolean
omni_item_update_is_done (const OmniItemUpdate *update, const OmniOrderItem *item)
{
  for (guint i = 0; i < OMNI_ITEM_N_FIELDS; i++)
    {
      g_autofree char *now = NULL;

      if (update->values[i] == NULL)
        continue;

      now = omni_order_item_dup_field (item, i);
      if (!omni_item_field_equal (i, now, update->values[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * omni_item_update_split_error:
 * @error: (nullable): why an update was refused
 * @n_updates: how many items it had
 *
 * Takes apart what the server says about the rows of a refused update
 * (contract 3.2: one object per row in `orderitem_set`).
 *
 * Returns: (transfer full) (nullable) (element-type utf8): for each row the server's words or
 *   %NULL; or %NULL when it names no row
 */
GPtrArray *
omni_item_update_split_error (const GError *error, guint n_updates)
{
  GPtrArray *words = omni_error_get_fields (error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n_updates, g_free);
  gboolean found = FALSE;

  g_ptr_array_set_size (rows, (int) n_updates);
  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const OmniErrorField *word = g_ptr_array_index (words, i);
      const char *field;
      guint row;

      if (parse_row_name (word->name, n_updates, &row, &field))
        {
          add_words (&rows->pdata[row], field, word->text);
          found = TRUE;
        }
    }

  return found ? g_steal_pointer (&rows) : NULL;
}
