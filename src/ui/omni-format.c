/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-format.h"

#include <glib/gi18n-lib.h>

/**
 * omni_format_age:
 * @then: when something was read
 * @now: the moment of asking
 *
 * Says how old something is, as short as a button needs it.
 *
 * Returns: (transfer full): the text
 */
char *
omni_format_age (OmniTime then, OmniTime now)
{
  gint64 minutes = (now - then) / (60 * G_USEC_PER_SEC);

  if (minutes < 1)
    return g_strdup (_("just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d min ago", "%d min ago", (gulong) minutes), (int) minutes);

  return g_strdup_printf (ngettext ("%d h ago", "%d h ago", (gulong) (minutes / 60)),
                          (int) (minutes / 60));
}

/**
 * omni_format_selection:
 * @n_orders: how many orders
 * @totals: (element-type OmniMoney): what they come to, a sum for each currency
 *
 * Says what is selected, as "37 selected · 12,480.50 TRY".
 *
 * Returns: (transfer full): the text
 */
char *
omni_format_selection (gsize n_orders, GPtrArray *totals)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GSIZE_FORMAT, n_orders);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%s selected", "%s selected", n_orders), number);
  for (guint i = 0; i < totals->len; i++)
    {
      g_autofree char *sum = omni_money_format (g_ptr_array_index (totals, i));

      g_string_append_printf (text, " · %s", sum);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
