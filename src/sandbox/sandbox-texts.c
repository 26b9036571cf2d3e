/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE

#include "sandbox-texts.h"

#include "sandbox-value.h"

#include <string.h>

/* The texts of a column, each once and known by a number. They lie one behind the other in memory,
 * where a million of them are read through in the time that a few hundred random reads take: to
 * look for a word is one search in one long text, and where it was found says in which. Searches
 * that take capitals and small letters for the same look into a folded copy, which is only made
 * where folding changes something. */

/* While they are loaded, so many different texts are recognized when they come again. */
#define MAX_KNOWN 4096

/* Texts with a zero before and behind each. */
typedef struct
{
  GString *bytes;
  GArray *offsets; /* (element-type guint32) where each begins, by id; then the end of all */
} Arena;

struct _SandboxTexts
{
  Arena plain;       /* (owned) */
  Arena folded;      /* (owned) empty while it would be the same */
  GArray *order;     /* (owned) (element-type guint32) ids by text; no text comes first */
  GArray *ranks;     /* (owned) (element-type guint32) places in @order, by id */
  gboolean is_stale; /* whether @ranks has to be made again */
  GHashTable *known; /* (owned) (nullable) (element-type utf8 guint32) while texts are loaded */
};

typedef struct
{
  guint64 start; /* the first letters behind what all have in common */
  guint32 id;
} Key;

static void
arena_init (Arena *arena)
{
  guint32 first = 1;

  arena->bytes = g_string_new_len ("", 1);
  arena->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (arena->offsets, first);
}

static void
arena_clear (Arena *arena)
{
  if (arena->bytes != NULL)
    g_string_free (arena->bytes, TRUE);
  arena->bytes = NULL;
  g_clear_pointer (&arena->offsets, g_array_unref);
}

static guint
arena_get_n (const Arena *arena)
{
  return arena->offsets->len - 1;
}

static void
arena_append (Arena *arena, const char *text)
{
  guint32 end;

  g_string_append_len (arena->bytes, text, (gssize)strlen (text) + 1);
  end = (guint32)arena->bytes->len;
  g_array_append_val (arena->offsets, end);
}

static inline const char *
arena_get (const Arena *arena, guint32 id)
{
  return arena->bytes->str + g_array_index (arena->offsets, guint32, id);
}

static inline gsize
arena_get_length (const Arena *arena, guint32 id)
{
  const guint32 *offsets = (const guint32 *)(const void *)arena->offsets->data;

  return offsets[id + 1] - offsets[id] - 1;
}

/* The text that has a position, at or behind @id: near ones are found by a few steps. */
static guint32
arena_find (const Arena *arena, guint32 id, gsize position)
{
  const guint32 *offsets = (const guint32 *)(const void *)arena->offsets->data;
  guint n = arena_get_n (arena);
  guint step = 1;
  guint low = id;
  guint high;

  while (low + step < n && offsets[low + step] <= position)
    {
      low += step;
      step *= 2;
    }
  high = MIN (low + step, n);
  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (offsets[middle] <= position)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* @lead is how many bytes of what is looked for are before the text. */
static void
arena_scan (const Arena *arena, const char *wanted, gsize length, gsize lead, guint8 *found)
{
  const char *start = arena->bytes->str;
  const char *end = start + arena->bytes->len;
  const char *at = start;
  guint32 id = 0;

  while ((at = memmem (at, (gsize)(end - at), wanted, length)) != NULL)
    {
      id = arena_find (arena, id, (gsize)(at - start) + lead);
      found[id] = 1;
      at = start + g_array_index (arena->offsets, guint32, id + 1) - 1;
    }
}

SandboxTexts *
sandbox_texts_new (void)
{
  SandboxTexts *texts = g_new0 (SandboxTexts, 1);
  guint32 none = SANDBOX_NO_TEXT;

  arena_init (&texts->plain);
  arena_append (&texts->plain, "");
  texts->order = g_array_new (FALSE, FALSE, sizeof (guint32));
  texts->ranks = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (texts->order, none);
  g_array_append_val (texts->ranks, none);
  texts->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return texts;
}

void
sandbox_texts_free (SandboxTexts *texts)
{
  arena_clear (&texts->plain);
  arena_clear (&texts->folded);
  g_array_unref (texts->order);
  g_array_unref (texts->ranks);
  g_clear_pointer (&texts->known, g_hash_table_unref);
  g_free (texts);
}

/* For many texts at once, before sandbox_texts_settle(), which gives them their last numbers. */
guint32
sandbox_texts_load (SandboxTexts *texts, const char *text)
{
  guint32 id;

  if (text == NULL)
    return SANDBOX_NO_TEXT;

  id = texts->known != NULL
           ? GPOINTER_TO_UINT (g_hash_table_lookup (texts->known, text))
           : SANDBOX_NO_TEXT;
  if (id != SANDBOX_NO_TEXT)
    return id;

  id = arena_get_n (&texts->plain);
  arena_append (&texts->plain, text);
  if (texts->known != NULL)
    g_hash_table_insert (texts->known, g_strdup (text), GUINT_TO_POINTER (id));
  if (texts->known != NULL && g_hash_table_size (texts->known) == MAX_KNOWN)
    g_clear_pointer (&texts->known, g_hash_table_unref);

  return id;
}

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer arena)
{
  const Key *first = a;
  const Key *second = b;

  if (first->start != second->start)
    return first->start > second->start ? 1 : -1;
  return strcmp (arena_get (arena, first->id), arena_get (arena, second->id));
}

/* All but the one that stands for none, by text. */
static Key *
sort_texts (const Arena *arena)
{
  guint n = arena_get_n (arena);
  Key *keys = g_new (Key, n);
  gsize n_common = n > 1 ? arena_get_length (arena, 1) : 0;

  for (guint32 id = 2; id < n && n_common > 0; id++)
    {
      const char *text = arena_get (arena, id);
      const char *first = arena_get (arena, 1);
      gsize same = 0;

      while (same < n_common && text[same] == first[same])
        same++;
      n_common = same;
    }
  for (guint32 id = 1; id < n; id++)
    {
      const guchar *text = (const guchar *)arena_get (arena, id) + n_common;
      Key *key = &keys[id - 1];

      key->id = id;
      key->start = 0;
      for (guint i = 0; i < 8; i++)
        {
          key->start = key->start << 8 | *text;
          text += *text != 0 ? 1 : 0;
        }
    }
  g_qsort_with_data (keys, (int)n - 1, sizeof (Key), compare_keys, (gpointer)arena);

  return keys;
}

static void
add_folded (SandboxTexts *texts, const char *text)
{
  g_autofree char *folded = sandbox_value_fold (text);
  guint n = arena_get_n (&texts->plain);

  if (texts->folded.bytes == NULL && strcmp (folded, text) == 0)
    return;

  if (texts->folded.bytes == NULL)
    {
      arena_init (&texts->folded);
      for (guint32 id = 0; id + 1 < n; id++)
        arena_append (&texts->folded, arena_get (&texts->plain, id));
    }
  arena_append (&texts->folded, folded);
}

/* A text that is new takes the next number, and its place among the others. */
static guint32
append (SandboxTexts *texts, const char *text, guint place)
{
  guint32 id = arena_get_n (&texts->plain);

  arena_append (&texts->plain, text);
  add_folded (texts, text);
  g_array_insert_val (texts->order, place, id);
  texts->is_stale = TRUE;
  return id;
}

/**
 * sandbox_texts_settle:
 * @texts: texts that were loaded
 * @ids: (element-type guint32): all numbers that loading gave out
 *
 * Brings loaded texts in order, each once, and corrects the numbers in @ids.
 */
void
sandbox_texts_settle (SandboxTexts *texts, GArray *ids)
{
  Arena loaded = texts->plain;
  guint n = arena_get_n (&loaded);
  g_autofree Key *keys = sort_texts (&loaded);
  g_autofree guint32 *moved = g_new0 (guint32, n);
  const char *last = NULL;

  g_clear_pointer (&texts->known, g_hash_table_unref);
  arena_init (&texts->plain);
  arena_append (&texts->plain, "");
  for (guint i = 0; i + 1 < n; i++)
    {
      const char *text = arena_get (&loaded, keys[i].id);

      if (last == NULL || strcmp (text, last) != 0)
        append (texts, text, texts->order->len);
      last = text;
      moved[keys[i].id] = arena_get_n (&texts->plain) - 1;
    }
  for (guint i = 0; i < ids->len; i++)
    g_array_index (ids, guint32, i) = moved[g_array_index (ids, guint32, i)];
  arena_clear (&loaded);
}

/* The place of a text in the order, or the one that it would take. */
static gboolean
find_place (SandboxTexts *texts, const char *text, guint *place)
{
  guint low = 1;
  guint high = texts->order->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int difference =
          strcmp (arena_get (&texts->plain, g_array_index (texts->order, guint32, middle)), text);

      if (difference == 0)
        {
          *place = middle;
          return TRUE;
        }
      if (difference < 0)
        low = middle + 1;
      else
        high = middle;
    }

  *place = low;
  return FALSE;
}

/* The number of a text, which may be new. */
guint32
sandbox_texts_add (SandboxTexts *texts, const char *text)
{
  guint place;

  if (text == NULL)
    return SANDBOX_NO_TEXT;

  return find_place (texts, text, &place) ? g_array_index (texts->order, guint32, place)
                                          : append (texts, text, place);
}

/* How many numbers there are. */
guint
sandbox_texts_get_n (SandboxTexts *texts)
{
  return texts->order->len;
}

/* The place of each text in the order of all, by number. It holds until a text is added. */
const guint32 *
sandbox_texts_get_ranks (SandboxTexts *texts)
{
  if (texts->is_stale)
    {
      g_array_set_size (texts->ranks, texts->order->len);
      for (guint32 rank = 0; rank < texts->order->len; rank++)
        g_array_index (texts->ranks, guint32, g_array_index (texts->order, guint32, rank)) = rank;
      texts->is_stale = FALSE;
    }

  return (const guint32 *)(const void *)texts->ranks->data;
}

static const Arena *
get_arena (SandboxTexts *texts, gboolean is_folded)
{
  return is_folded && texts->folded.bytes != NULL ? &texts->folded : &texts->plain;
}

/**
 * sandbox_texts_find:
 * @texts: texts
 * @wanted: what is looked for, folded where @is_folded
 * @match: where it has to be
 * @is_folded: whether to look into the folded texts
 * @found: (array): gets a 1 for each number whose text matches; the others stay as they are
 */
void
sandbox_texts_find (SandboxTexts *texts,
                    const char *wanted,
                    SandboxMatch match,
                    gboolean is_folded,
                    guint8 *found)
{
  const Arena *arena = get_arena (texts, is_folded);
  gsize length = strlen (wanted);
  g_autoptr (GString) framed = g_string_new (NULL);
  guint place;

  if (match == SANDBOX_MATCH_EXACT && !is_folded)
    {
      if (find_place (texts, wanted, &place))
        found[g_array_index (texts->order, guint32, place)] = 1;
      return;
    }
  if (length == 0 && match != SANDBOX_MATCH_EXACT)
    {
      memset (found + 1, 1, texts->order->len - 1);
      return;
    }

  if (match == SANDBOX_MATCH_EXACT || match == SANDBOX_MATCH_STARTS)
    g_string_append_c (framed, '\0');
  g_string_append_len (framed, wanted, (gssize)length);
  if (match == SANDBOX_MATCH_EXACT || match == SANDBOX_MATCH_ENDS)
    g_string_append_c (framed, '\0');
  arena_scan (arena, framed->str, framed->len, framed->str[0] == '\0' ? 1 : 0, found);
  found[SANDBOX_NO_TEXT] = 0;
}

/* The same for one text. */
gboolean
sandbox_texts_matches (SandboxTexts *texts,
                       guint32 id,
                       const char *wanted,
                       SandboxMatch match,
                       gboolean is_folded)
{
  const Arena *arena = get_arena (texts, is_folded);
  const char *text = arena_get (arena, id);
  gsize text_length = arena_get_length (arena, id);
  gsize length = strlen (wanted);

  if (id == SANDBOX_NO_TEXT || length > text_length)
    return FALSE;

  switch (match)
    {
    case SANDBOX_MATCH_EXACT:
      return length == text_length && memcmp (text, wanted, length) == 0;
    case SANDBOX_MATCH_STARTS:
      return memcmp (text, wanted, length) == 0;
    case SANDBOX_MATCH_ENDS:
      return memcmp (text + text_length - length, wanted, length) == 0;
    case SANDBOX_MATCH_CONTAINS:
    default:
      return memmem (text, text_length, wanted, length) != NULL;
    }
}
