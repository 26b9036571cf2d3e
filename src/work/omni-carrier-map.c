/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-carrier-map.h"

#include "omni-error.h"
#include "omni-json-reader.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  char *word;   /* (not nullable) (owned) as somebody wrote it */
  char *folded; /* (not nullable) (owned) */
  char *status; /* (not nullable) (owned) a code; "" leaves the status as it is */
} Word;

struct _OmniCarrierMap
{
  char *titles[OMNI_UPDATE_N_COLUMNS];    /* (nullable) (owned) */
  char *constants[OMNI_UPDATE_N_COLUMNS]; /* (nullable) (owned) */
  GPtrArray *words;                       /* (not nullable) (owned) (element-type Word) */
};

/* What a map has in its JSON. */
typedef void (*SetFunc) (OmniCarrierMap *map, const char *name, const char *text);

/*
 * Helpers
 */

static void
word_free (gpointer data)
{
  Word *word = data;

  g_free (word->word);
  g_free (word->folded);
  g_free (word->status);
  g_free (word);
}

static void
set_text (char **place, const char *text)
{
  g_free (*place);
  *place = text != NULL && text[0] != '\0' ? g_strdup (text) : NULL;
}

static Word *
find_word (const OmniCarrierMap *map, const char *text)
{
  g_autofree char *folded = omni_update_fold_word (text);

  for (guint i = 0; i < map->words->len; i++)
    {
      Word *word = g_ptr_array_index (map->words, i);

      if (strcmp (word->folded, folded) == 0)
        return word;
    }

  return NULL;
}

static gboolean
find_column (const char *name, OmniUpdateColumn *column)
{
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      if (g_str_equal (name, omni_update_column_get_name (i)))
        {
          *column = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
add_texts (JsonBuilder *builder, const char *name, char *const *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      if (texts[i] == NULL)
        continue;
      json_builder_set_member_name (builder, omni_update_column_get_name (i));
      json_builder_add_string_value (builder, texts[i]);
    }
  json_builder_end_object (builder);
}

static void
read_title (OmniCarrierMap *map, const char *name, const char *text)
{
  OmniUpdateColumn column;

  if (find_column (name, &column))
    omni_carrier_map_set_title (map, column, text);
}

static void
read_constant (OmniCarrierMap *map, const char *name, const char *text)
{
  OmniUpdateColumn column;

  if (find_column (name, &column))
    omni_carrier_map_set_constant (map, column, text);
}

static void
read_texts (OmniCarrierMap *map, OmniJsonReader *reader, SetFunc set)
{
  OmniJsonSlice slice;

  omni_json_reader_begin_object (reader);
  while (omni_json_reader_next_member (reader, &slice))
    {
      g_autofree char *name = g_strndup (slice.data, slice.length);
      g_autofree char *text = omni_json_reader_dup_text (reader);

      if (text != NULL)
        set (map, name, text);
    }
}

/*
 * Public API
 */

/**
 * omni_carrier_map_new:
 *
 * Returns: (transfer full): a map of nothing
 */
OmniCarrierMap *
omni_carrier_map_new (void)
{
  OmniCarrierMap *map = g_new0 (OmniCarrierMap, 1);

  map->words = g_ptr_array_new_with_free_func (word_free);
  return map;
}

/**
 * omni_carrier_map_free:
 * @map: (transfer full): a map
 */
void
omni_carrier_map_free (OmniCarrierMap *map)
{
  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      g_free (map->titles[i]);
      g_free (map->constants[i]);
    }
  g_ptr_array_unref (map->words);
  g_free (map);
}

/**
 * omni_carrier_map_set_title:
 * @map: a map
 * @column: one of our columns
 * @title: (nullable): what stands above it in the report; %NULL when the report does not have it
 */
void
omni_carrier_map_set_title (OmniCarrierMap *map, OmniUpdateColumn column, const char *title)
{
  g_return_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS);

  set_text (&map->titles[column], title);
}

const char *
omni_carrier_map_get_title (const OmniCarrierMap *map, OmniUpdateColumn column)
{
  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, NULL);

  return map->titles[column];
}

/**
 * omni_carrier_map_set_constant:
 * @map: a map
 * @column: one of our columns that changes something
 * @text: (nullable): what every row gets there when the report says nothing
 */
void
omni_carrier_map_set_constant (OmniCarrierMap *map, OmniUpdateColumn column, const char *text)
{
  g_return_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS);

  set_text (&map->constants[column], text);
}

const char *
omni_carrier_map_get_constant (const OmniCarrierMap *map, OmniUpdateColumn column)
{
  g_return_val_if_fail ((guint) column < OMNI_UPDATE_N_COLUMNS, NULL);

  return map->constants[column];
}

/**
 * omni_carrier_map_set_word:
 * @map: a map
 * @word: the carrier's word for a status
 * @status: (nullable): the code of ours; "" leaves the item's status as it is, %NULL forgets the
 * word
 */
void
omni_carrier_map_set_word (OmniCarrierMap *map, const char *word, const char *status)
{
  Word *found;

  g_return_if_fail (word != NULL);

  found = find_word (map, word);
  if (found != NULL)
    g_ptr_array_remove (map->words, found);
  if (status == NULL)
    return;

  found = g_new0 (Word, 1);
  found->word = g_strdup (word);
  found->folded = omni_update_fold_word (word);
  found->status = g_strdup (status);
  g_ptr_array_add (map->words, found);
}

/**
 * omni_carrier_map_find_word:
 * @map: a map
 * @word: what stands in a report, whatever its case
 *
 * Returns: (transfer none) (nullable): the code of our status, "" to leave it as it is; %NULL for
 * a word that nobody has heard of
 */
const char *
omni_carrier_map_find_word (const OmniCarrierMap *map, const char *word)
{
  const Word *found = find_word (map, word);

  return found != NULL ? found->status : omni_update_status_find (word);
}

guint
omni_carrier_map_get_n_words (const OmniCarrierMap *map)
{
  return map->words->len;
}

/**
 * omni_carrier_map_get_word:
 * @map: a map
 * @index: from 0
 * @status: (out): what it means
 *
 * Returns: (transfer none): one of the carrier's words
 */
const char *
omni_carrier_map_get_word (const OmniCarrierMap *map, guint index, const char **status)
{
  const Word *word;

  g_return_val_if_fail (index < map->words->len, NULL);

  word = g_ptr_array_index (map->words, index);
  *status = word->status;
  return word->word;
}

/**
 * omni_carrier_map_find_titles:
 * @map: a map
 * @titles: (array zero-terminated=1): what stands above the columns of a report
 * @positions: (out caller-allocates) (array fixed-size=9): for each of our columns where it is
 * among @titles, or -1
 *
 * Returns: (transfer none) (nullable): the first title of the map that is not there
 */
const char *
omni_carrier_map_find_titles (const OmniCarrierMap *map, const char *const *titles, int *positions)
{
  const char *missing = NULL;

  for (guint column = 0; column < OMNI_UPDATE_N_COLUMNS; column++)
    {
      const char *title = map->titles[column];
      g_autofree char *wanted = title != NULL ? omni_update_fold_word (title) : NULL;

      positions[column] = -1;
      for (int i = 0; wanted != NULL && positions[column] < 0 && titles[i] != NULL; i++)
        {
          g_autofree char *folded = omni_update_fold_word (titles[i]);

          if (strcmp (folded, wanted) == 0)
            positions[column] = i;
        }
      if (title != NULL && positions[column] < 0 && missing == NULL)
        missing = title;
    }

  return missing;
}

/* The carrier's word becomes our code. */
static char *
translate_status (const OmniCarrierMap *map, char **text)
{
  g_autofree char *word = g_steal_pointer (text);
  const char *code = word[0] != '\0' ? omni_carrier_map_find_word (map, word) : "";

  *text = g_strdup (code != NULL ? code : "");
  return code == NULL ? g_strdup_printf (_("Nobody said what “%s” means."), word) : NULL;
}

/**
 * omni_carrier_map_read_row:
 * @map: a map
 * @positions: (array fixed-size=9): what omni_carrier_map_find_titles() gave
 * @cells: (array zero-terminated=1): a row of the report
 * @texts: (out caller-allocates) (array fixed-size=9) (transfer full): the row under our columns
 *
 * Returns: (transfer full) (nullable): why nothing becomes of the row, or %NULL
 */
char *
omni_carrier_map_read_row (const OmniCarrierMap *map,
                           const int *positions,
                           const char *const *cells,
                           char **texts)
{
  guint n_cells = g_strv_length ((char **) cells);
  char *reason;

  for (guint i = 0; i < OMNI_UPDATE_N_COLUMNS; i++)
    {
      const char *text = positions[i] >= 0 && (guint) positions[i] < n_cells ? cells[positions[i]]
                                                                             : "";

      if (text[0] == '\0' && map->constants[i] != NULL)
        text = map->constants[i];
      texts[i] = g_strdup (text);
    }

  reason = translate_status (map, &texts[OMNI_UPDATE_STATUS]);
  if (reason == NULL && texts[OMNI_UPDATE_ID][0] == '\0' &&
      texts[OMNI_UPDATE_ORDER_NUMBER][0] == '\0' && texts[OMNI_UPDATE_TRACKING_NUMBER][0] == '\0')
    reason = g_strdup (_("The row names no order."));

  return reason;
}

/**
 * omni_carrier_map_check:
 * @map: a map
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_VALUE with a sentence
 *
 * Returns: whether the map says what a row is about, and changes something
 */
gboolean
omni_carrier_map_check (const OmniCarrierMap *map, GError **error)
{
  gboolean changes = FALSE;

  gboolean is_tracked = map->titles[OMNI_UPDATE_ID] == NULL &&
                        map->titles[OMNI_UPDATE_ORDER_NUMBER] == NULL;

  if (is_tracked && map->titles[OMNI_UPDATE_TRACKING_NUMBER] == NULL)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _("One of the carrier's columns has to be the "
                                                   "order number, the tracking number or the id of "
                                                   "an order item.")));
      return FALSE;
    }

  /* By which a row is found it does not change. */
  for (guint i = OMNI_UPDATE_N_KEYS; i < OMNI_UPDATE_N_COLUMNS; i++)
    changes |= (map->titles[i] != NULL || map->constants[i] != NULL) &&
               !(is_tracked && i == OMNI_UPDATE_TRACKING_NUMBER);
  if (!changes)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                                _("None of the carrier's columns would change "
                                                   "anything.")));
      return FALSE;
    }

  return TRUE;
}

/**
 * omni_carrier_map_to_json:
 * @map: a map
 *
 * Returns: (transfer full): the map, to be kept
 */
char *
omni_carrier_map_to_json (const OmniCarrierMap *map)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_texts (builder, "columns", map->titles);
  add_texts (builder, "constants", map->constants);
  json_builder_set_member_name (builder, "words");
  json_builder_begin_object (builder);
  for (guint i = 0; i < map->words->len; i++)
    {
      const Word *word = g_ptr_array_index (map->words, i);

      json_builder_set_member_name (builder, word->word);
      json_builder_add_string_value (builder, word->status);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/**
 * omni_carrier_map_new_from_json:
 * @json: what omni_carrier_map_to_json() gave
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the map
 */
OmniCarrierMap *
omni_carrier_map_new_from_json (const char *json, GError **error)
{
  g_autoptr (OmniCarrierMap) map = omni_carrier_map_new ();
  g_auto (OmniJsonReader) reader = { 0 };
  OmniJsonSlice name;

  omni_json_reader_init (&reader, json, -1);
  omni_json_reader_begin_object (&reader);
  while (omni_json_reader_next_member (&reader, &name))
    {
      if (omni_json_slice_equal (&name, "columns"))
        read_texts (map, &reader, read_title);
      else if (omni_json_slice_equal (&name, "constants"))
        read_texts (map, &reader, read_constant);
      else if (omni_json_slice_equal (&name, "words"))
        read_texts (map, &reader, omni_carrier_map_set_word);
      else
        omni_json_reader_skip (&reader);
    }

  if (!omni_json_reader_has_error (&reader))
    return g_steal_pointer (&map);

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE,
                                            _("What is kept about the carrier is damaged.")));
  return NULL;
}
