/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Decodes a page of orders again and again and prints how long one takes: decode-page FILE
   [TIMES] */

#include "omni-order-source.h"

int
main (int argc, char **argv)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gint64 times = argc > 2 ? g_ascii_strtoll (argv[2], NULL, 10) : 100;
  gint64 start;
  gint64 nanoseconds;
  guint n_orders = 0;
  gsize length;

  if (argc < 2 || times < 1)
    {
      g_printerr ("Usage: decode-page FILE [TIMES]\n");
      return 2;
    }

  if (!g_file_get_contents (argv[1], &text, &length, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  start = g_get_monotonic_time ();
  for (gint64 i = 0; i < times; i++)
    {
      g_autoptr (OmniOrderPage) page = omni_order_page_new_from_json (text, length, &error);

      if (page == NULL)
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      n_orders = page->orders->len;
    }
  nanoseconds = (g_get_monotonic_time () - start) * 1000 / times;

  g_print ("%" G_GINT64_FORMAT ".%06d ms/page, %u orders, %" G_GSIZE_FORMAT " bytes\n",
           nanoseconds / 1000000, (int) (nanoseconds % 1000000), n_orders, length);
  return 0;
}
