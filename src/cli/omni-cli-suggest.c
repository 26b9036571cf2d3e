/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-cli.h"

#include <string.h>

/* How many letters must be changed, left out, added or swapped with their neighbour (optimal
 * string alignment). */
static guint
count_typos (const char *a,
             const char *b)
{
  gsize width = strlen (b) + 1;
  gsize height = strlen (a) + 1;
  g_autofree guint *typos = g_new0 (guint, width * height);

  for (gsize x = 0; x < width; x++)
    typos[x] = (guint) x;

  for (gsize y = 1; y < height; y++)
    {
      guint *row = typos + y * width;
      const guint *above = row - width;

      row[0] = (guint) y;
      for (gsize x = 1; x < width; x++)
        {
          guint changed = above[x - 1] + (a[y - 1] != b[x - 1]);

          row[x] = MIN (changed, MIN (above[x], row[x - 1]) + 1);
          if (y > 1 && x > 1 && a[y - 1] == b[x - 2] && a[y - 2] == b[x - 1])
            row[x] = MIN (row[x], (row - 2 * width)[x - 2] + 1);
        }
    }

  return typos[width * height - 1];
}

/**
 * omni_cli_suggest:
 * @word: what somebody typed
 * @words: (array zero-terminated=1): what they can have meant
 *
 * Returns: (transfer none) (nullable): the one of @words that @word is most likely a slip of
 */
const char *
omni_cli_suggest (const char         *word,
                  const char * const *words)
{
  guint fewest = (guint) MAX (1, MIN (3, strlen (word) / 2)) + 1;
  const char *best = NULL;

  for (; *words != NULL; words++)
    {
      guint n_typos = count_typos (word, *words);

      if (n_typos < fewest)
        {
          fewest = n_typos;
          best = *words;
        }
    }

  return best;
}
