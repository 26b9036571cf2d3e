/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-show-queue.h"

/* A turn of the main loop ends with the part in which this is over. */
#define BUDGET_US 4000

/* What of a widget waits to be shown. */
typedef struct
{
  GtkWidget *widget; /* (borrowed): it drops itself out of the queue before it goes */
  OmniShowFunc show;
  guint32 parts;     /* a bit for each */
} Entry;

/* A window that is hidden is not drawn; what others show does not wait for it. */
#define LONGEST_FRAME_MS 50

/* Of the main thread, as all widgets are. */
static GQueue queue = G_QUEUE_INIT;
static guint source_id;            /* the source that shows, or 0 */
static GdkFrameClock *frame_clock; /* (nullable) (owned): of the window that is to be drawn first */
static guint frame_id;             /* the source that waits for that no longer, or 0 */

static GList *
find_link (GtkWidget *widget)
{
  for (GList *at = queue.head; at != NULL; at = at->next)
    {
      Entry *entry = at->data;

      if (entry->widget == widget)
        return at;
    }

  return NULL;
}

static gboolean
is_in_front (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root));
}

/* The entry is out of the queue when its last part is shown, as that may add to it again. */
static void
show_one (Entry *entry)
{
  guint part = (guint) g_bit_nth_lsf (entry->parts, -1);
  GtkWidget *widget = entry->widget;
  OmniShowFunc show = entry->show;

  entry->parts &= ~((guint32) 1 << part);
  if (entry->parts == 0)
    omni_show_queue_drop (widget);
  show (widget, part);
}

static gboolean show_cb (gpointer unused);

static void
wake (void)
{
  /* After frames: GDK_PRIORITY_REDRAW comes before it. */
  if (source_id == 0 && frame_clock == NULL && !g_queue_is_empty (&queue))
    source_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_cb, NULL, NULL);
}

static void
drawn_cb (void)
{
  g_clear_handle_id (&frame_id, g_source_remove);
  g_signal_handlers_disconnect_by_func (frame_clock, drawn_cb, NULL);
  g_clear_object (&frame_clock);
  wake ();
}

static gboolean
not_drawn_cb (gpointer unused)
{
  frame_id = 0;
  drawn_cb ();

  return G_SOURCE_REMOVE;
}

/* The frames of all windows that are due are drawn in one turn of the main loop. */
static void
wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  if (clock == NULL || !gtk_widget_get_mapped (widget))
    return;

  frame_clock = g_object_ref (clock);
  frame_id = g_timeout_add (LONGEST_FRAME_MS, not_drawn_cb, NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (drawn_cb), NULL);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

static gboolean
show_cb (gpointer unused)
{
  Entry *head = g_queue_peek_head (&queue);
  GtkWidget *widget = head->widget;
  gint64 end = g_get_monotonic_time () + BUDGET_US;

  g_object_ref (widget);
  do
    {
      show_one (head);
      head = g_queue_peek_head (&queue);
    }
  while (head != NULL && head->widget == widget && g_get_monotonic_time () < end);
  source_id = 0;
  wait_for_frame (widget);
  g_object_unref (widget);
  wake ();

  return G_SOURCE_REMOVE;
}

/**
 * omni_show_queue_add:
 * @widget: a widget
 * @part: which of its parts changed, less than %OMNI_SHOW_QUEUE_N_PARTS
 * @show: shows it; always the same one for a widget
 *
 * Has a part of a widget shown soon, once, however often it changes until then. Many windows can be
 * read anew at the same time; a turn of the main loop shows something of one of them only, and that
 * is drawn and input is handled before the next. The window in front comes first.
 *
 * A widget that was added drops itself with omni_show_queue_drop() before it goes.
 */
void
omni_show_queue_add (GtkWidget *widget, guint part, OmniShowFunc show)
{
  GList *link = find_link (widget);
  Entry *entry;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (part < OMNI_SHOW_QUEUE_N_PARTS);

  if (link != NULL)
    {
      entry = link->data;
      entry->parts |= (guint32) 1 << part;
      return;
    }

  entry = g_new0 (Entry, 1);
  entry->widget = widget;
  entry->show = show;
  entry->parts = (guint32) 1 << part;
  if (is_in_front (widget))
    g_queue_push_head (&queue, entry);
  else
    g_queue_push_tail (&queue, entry);
  wake ();
}

/**
 * omni_show_queue_drop:
 * @widget: a widget
 *
 * Nothing of the widget waits to be shown any more.
 */
void
omni_show_queue_drop (GtkWidget *widget)
{
  GList *link = find_link (widget);

  if (link == NULL)
    return;

  g_free (link->data);
  g_queue_delete_link (&queue, link);
  if (g_queue_is_empty (&queue))
    g_clear_handle_id (&source_id, g_source_remove);
}

/**
 * omni_show_queue_has:
 * @widget: a widget
 *
 * Returns: whether something of it waits to be shown
 */
gboolean
omni_show_queue_has (GtkWidget *widget)
{
  return find_link (widget) != NULL;
}
