/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-overview.h"

#include "omni-bar.h"
#include "omni-fact-grid.h"
#include "omni-status-dot.h"
#include "omni-text-table.h"
#include "omni-wrap-layout.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Answers come in quick succession; the charts follow once in a while. */
#define UPDATE_DELAY_MS 100
#define LEGEND_SPACING 3
#define NAME_CHARS 13
#define N_FEW_DAYS 7
#define WIDE_BAR 34

/* The widgets of a bar, which stay where they are while its numbers change. */
typedef struct
{
  GtkWidget *bar;  /* (not nullable) (borrowed) */
  GtkLabel *name;  /* (not nullable) (borrowed) */
  GtkLabel *value; /* (nullable) (borrowed) */
} Row;

struct _OmniOverview
{
  GtkBox parent_instance;

  /* Template children */
  GtkSpinner *spinner;
  GtkToggleButton *table_button;
  GtkStack *stack;
  GtkLabel *days_label;
  GtkGrid *days_grid;
  GtkBox *legend;
  GtkLabel *ages_label;
  GtkGrid *ages_grid;
  GtkLabel *amounts_label;
  GtkGrid *amounts_grid;
  OmniTextTable *table;
  GtkLabel *failed_label;

  GArray *rows[OMNI_OVERVIEW_N_SECTIONS];            /* (owned) (element-type Row) */
  GtkWidget *legend_buttons[OMNI_OVERVIEW_N_COLORS]; /* (borrowed) */
  OmniOrderOverview *data;                           /* (nullable) (owned) */
  OmniOrderQuery *query; /* (nullable) (owned): what is shown, or will be */
  guint update_id;       /* the source that brings the charts up to date, or 0 */
};

G_DEFINE_FINAL_TYPE (OmniOverview, omni_overview, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static G_DEFINE_QUARK (omni - overview - query, query)

    static const char *get_color_label (OmniStatusColor color)
{
  switch (color)
    {
    case OMNI_STATUS_COLOR_WAITING:
      return _ ("Waiting for somebody");
    case OMNI_STATUS_COLOR_ACTIVE:
      return _ ("Being worked on");
    case OMNI_STATUS_COLOR_MOVING:
      return _ ("With the carrier");
    case OMNI_STATUS_COLOR_DONE:
      return _ ("Delivered");
    case OMNI_STATUS_COLOR_ENDED:
      return _ ("Cancelled or refunded");
    case OMNI_STATUS_COLOR_TROUBLE:
      return _ ("Trouble");
    case OMNI_STATUS_COLOR_NEUTRAL:
    default:
      return _ ("Other");
    }
}

/*
 * Words
 */

static char *
format_count (gint64 count)
{
  return count >= 0 ? g_strdup_printf ("%'" PRId64, count) : g_strdup ("…");
}

static char *
describe_orders (gint64 count)
{
  if (count < 0)
    return g_strdup ("…");

  return g_strdup_printf (ngettext ("%'" PRId64 " order", "%'" PRId64 " orders", (gulong) count),
                          count);
}

static char *
describe_parts (const OmniOverviewBar *bar)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
    {
      if (bar->parts[i] > 0)
        g_string_append_printf (words, "%s%s %'" PRId64, words->len > 0 ? ", " : "",
                                get_color_label (i), bar->parts[i]);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
dup_day (const OmniOverviewBar *bar)
{
  /* Translators: a day, long. See g_date_time_format() for the letters. */
  return g_date_time_format (bar->date, _ ("%A, %-e %B"));
}

/* What a bar says where there is room for words only. */
static char *
describe_bar (const OmniOverviewBar *bar, OmniOverviewSection section)
{
  g_autofree char *name = section == OMNI_OVERVIEW_DAYS ? dup_day (bar) : g_strdup (bar->name);
  g_autofree char *orders = describe_orders (bar->count);
  g_autofree char *more = NULL;

  if (section == OMNI_OVERVIEW_DAYS)
    more = describe_parts (bar);
  else if (section == OMNI_OVERVIEW_AMOUNTS)
    more = omni_money_format (&bar->amount);

  if (more == NULL || more[0] == '\0')
    return g_strdup_printf ("%s: %s", name, orders);
  return g_strdup_printf ("%s: %s (%s)", name, orders, more);
}

/*
 * Charts
 */

static void
bar_clicked_cb (OmniOverview *self, GtkWidget *button)
{
  OmniOrderQuery *query = g_object_get_qdata (G_OBJECT (button), query_quark ());
  g_autoptr (OmniOrderQuery) kept = query != NULL ? omni_order_query_ref (query) : NULL;

  if (kept != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, kept);
}

static void
set_query_of (GtkWidget *button, OmniOrderQuery *query)
{
  g_object_set_qdata_full (G_OBJECT (button), query_quark (),
                           query != NULL ? omni_order_query_ref (query) : NULL,
                           (GDestroyNotify) omni_order_query_unref);
}

static GtkWidget *
new_label (double xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_day (OmniOverview *self, GtkGrid *grid, int column, Row *row)
{
  row->bar = omni_bar_new (GTK_ORIENTATION_VERTICAL);
  row->name = GTK_LABEL (new_label (0.5, "chart-label"));
  gtk_widget_set_hexpand (row->bar, TRUE);
  gtk_grid_attach (grid, row->bar, column, 0, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (row->name), column, 1, 1, 1);
}

static void
add_line (OmniOverview *self, GtkGrid *grid, int line, Row *row)
{
  row->bar = omni_bar_new (GTK_ORIENTATION_HORIZONTAL);
  row->name = GTK_LABEL (new_label (0, "chart-label"));
  row->value = GTK_LABEL (new_label (1, "chart-value"));
  gtk_label_set_ellipsize (row->name, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (row->name, NAME_CHARS);
  gtk_label_set_max_width_chars (row->name, NAME_CHARS);
  gtk_widget_set_hexpand (row->bar, TRUE);
  gtk_widget_set_valign (row->bar, GTK_ALIGN_CENTER);
  gtk_grid_attach (grid, GTK_WIDGET (row->name), 0, line, 1, 1);
  gtk_grid_attach (grid, row->bar, 1, line, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (row->value), 2, line, 1, 1);
}

/* Makes as many rows as there are bars, and lets them say what they are. */
static GPtrArray *
begin_section (OmniOverview *self, OmniOverviewSection section, GtkGrid *grid)
{
  GPtrArray *bars = omni_order_overview_get_bars (self->data, section);
  GArray *rows = self->rows[section];

  if (rows->len != bars->len)
    {
      omni_widget_clear (GTK_WIDGET (grid));
      g_array_set_size (rows, 0);
      g_array_set_size (rows, bars->len);
      for (guint i = 0; i < bars->len; i++)
        {
          Row *row = &g_array_index (rows, Row, i);

          if (section == OMNI_OVERVIEW_DAYS)
            add_day (self, grid, (int) i, row);
          else
            add_line (self, grid, (int) i, row);
          g_signal_connect_object (row->bar, "clicked", G_CALLBACK (bar_clicked_cb), self,
                                   G_CONNECT_SWAPPED);
        }
    }

  for (guint i = 0; i < bars->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (bars, i);
      const Row *row = &g_array_index (rows, Row, i);
      g_autofree char *words = describe_bar (bar, section);

      omni_bar_set_words (OMNI_BAR (row->bar), words);
      set_query_of (row->bar, bar->query);
      gtk_label_set_label (row->name, bar->name);
    }

  return bars;
}

static gint64
find_most (GPtrArray *bars)
{
  gint64 most = 1;

  for (guint i = 0; i < bars->len; i++)
    most = MAX (most, ((const OmniOverviewBar *) g_ptr_array_index (bars, i))->count);

  return most;
}

static void
show_days (OmniOverview *self)
{
  GPtrArray *bars = begin_section (self, OMNI_OVERVIEW_DAYS, self->days_grid);
  gint64 most = find_most (bars);
  gboolean is_short = bars->len < N_FEW_DAYS;

  /* A few days do not need the whole width. */
  gtk_widget_set_halign (GTK_WIDGET (self->days_grid), is_short ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  for (guint i = 0; i < bars->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (bars, i);
      const Row *row = &g_array_index (self->rows[OMNI_OVERVIEW_DAYS], Row, i);
      g_autofree char *day = g_date_time_format (bar->date, "%-e");

      gtk_widget_set_size_request (row->bar, is_short ? WIDE_BAR : -1, -1);
      omni_bar_set_parts (OMNI_BAR (row->bar), bar->parts, most);
      gtk_label_set_label (row->name, day);
    }
}

static void
say_days (OmniOverview *self)
{
  GPtrArray *bars = omni_order_overview_get_bars (self->data, OMNI_OVERVIEW_DAYS);
  gint64 n_orders = 0;
  g_autofree char *orders = NULL;
  g_autofree char *days = NULL;
  g_autofree char *total = describe_orders (omni_order_overview_get_total (self->data));
  g_autofree char *text = NULL;

  for (guint i = 0; i < bars->len; i++)
    n_orders += MAX (((const OmniOverviewBar *) g_ptr_array_index (bars, i))->count, 0);

  orders = g_strdup_printf ("%'" PRId64, n_orders);
  days = g_strdup_printf (ngettext ("The last day", "The last %u days", bars->len), bars->len);
  /* Translators: "The last 14 days: 612 of 1,204 orders" */
  text = g_strdup_printf (_ ("%s: %s of %s"), days, orders, total);
  gtk_label_set_label (self->days_label, text);
}

static OmniOrderQuery *
make_color_query (OmniOverview *self, OmniStatusColor color)
{
  const char *const *asked = omni_order_query_get_values (self->query, "status");
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  guint n_statuses;
  const OmniStatus *statuses = omni_status_get_all (&n_statuses);

  for (guint i = 0; i < n_statuses; i++)
    {
      if (statuses[i].color == color &&
          (asked == NULL || g_strv_contains (asked, statuses[i].code)))
        g_ptr_array_add (codes, (gpointer) statuses[i].code);
    }

  g_ptr_array_add (codes, NULL);
  return codes->len > 1 ? omni_order_query_with_filter (self->query, "status",
                                                        (const char *const *) codes->pdata)
                        : NULL;
}

static void
show_legend (OmniOverview *self)
{
  GPtrArray *bars = omni_order_overview_get_bars (self->data, OMNI_OVERVIEW_DAYS);

  for (guint color = 0; color < OMNI_OVERVIEW_N_COLORS; color++)
    {
      g_autoptr (OmniOrderQuery) query = make_color_query (self, color);
      GtkWidget *button = self->legend_buttons[color];
      g_autofree char *words = NULL;
      gint64 count = 0;

      for (guint i = 0; i < bars->len; i++)
        count += MAX (((const OmniOverviewBar *) g_ptr_array_index (bars, i))->parts[color], 0);

      words = g_strdup_printf ("%s: %'" PRId64, get_color_label (color), count);
      set_query_of (button, query);
      gtk_widget_set_tooltip_text (button, words);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                      -1);
      gtk_widget_set_sensitive (button, query != NULL);
      gtk_widget_set_visible (button, count > 0);
    }
}

static void
show_ages (OmniOverview *self)
{
  GPtrArray *bars = begin_section (self, OMNI_OVERVIEW_AGES, self->ages_grid);
  gint64 most = find_most (bars);
  gint64 n_orders = 0;
  g_autofree char *orders = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < bars->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (bars, i);
      const Row *row = &g_array_index (self->rows[OMNI_OVERVIEW_AGES], Row, i);
      g_autofree char *value = format_count (bar->count);

      omni_bar_set_value (OMNI_BAR (row->bar), bar->count, most);
      gtk_label_set_label (row->value, value);
      n_orders += MAX (bar->count, 0);
    }

  orders = describe_orders (n_orders);
  text = g_strdup_printf (_ ("Not shipped yet: %s"), orders);
  gtk_label_set_label (self->ages_label, text);
}

/* Amounts of one currency are compared with each other only. */
static gint64
find_largest (GPtrArray *bars, const char *currency, guint8 scale)
{
  gint64 most = 1;

  for (guint i = 0; i < bars->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (bars, i);

      if (strcmp (bar->amount.currency, currency) == 0 && bar->amount.scale == scale)
        most = MAX (most, bar->amount.units);
    }

  return most;
}

static void
show_amounts (OmniOverview *self)
{
  GPtrArray *bars = begin_section (self, OMNI_OVERVIEW_AMOUNTS, self->amounts_grid);
  gint64 n_read = omni_order_overview_get_n_read (self->data);
  gint64 total = omni_order_overview_get_total (self->data);
  g_autofree char *read = g_strdup_printf ("%'" PRId64, n_read);
  g_autofree char *all = describe_orders (total);
  g_autofree char *text = NULL;

  for (guint i = 0; i < bars->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (bars, i);
      const Row *row = &g_array_index (self->rows[OMNI_OVERVIEW_AMOUNTS], Row, i);
      g_autofree char *value = omni_money_format (&bar->amount);

      omni_bar_set_value (OMNI_BAR (row->bar), bar->amount.units,
                          find_largest (bars, bar->amount.currency, bar->amount.scale));
      gtk_label_set_label (row->value, value);
    }

  if (n_read >= total && total >= 0)
    text = g_strdup_printf (_ ("All %s"), all);
  else
    text = g_strdup_printf (_ ("The newest %s of %s"), read, all);
  gtk_label_set_label (self->amounts_label, text);
}

/*
 * The table
 */

static void
add_row (GPtrArray *rows, const char *part, const char *name, const char *count, const char *more)
{
  const char *cells[] = { part, name, count, more, NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) cells));
}

static void
add_section (OmniOverview *self, GPtrArray *rows, OmniOverviewSection section, const char *part)
{
  GPtrArray *bars = omni_order_overview_get_bars (self->data, section);

  for (guint i = 0; i < bars->len; i++)
    {
      const OmniOverviewBar *bar = g_ptr_array_index (bars, i);
      /* Translators: a day, short. See g_date_time_format() for the letters. */
      g_autofree char *day =
          section == OMNI_OVERVIEW_DAYS ? g_date_time_format (bar->date, _ ("%a %-e %b")) : NULL;
      g_autofree char *count = format_count (bar->count);
      g_autofree char *more = NULL;

      if (section == OMNI_OVERVIEW_DAYS)
        more = describe_parts (bar);
      else if (section == OMNI_OVERVIEW_AMOUNTS)
        more = omni_money_format (&bar->amount);
      add_row (rows, part, day != NULL ? day : bar->name, count, more != NULL ? more : "");
    }
}

static void
show_table (OmniOverview *self)
{
  const char *titles[] = { _ ("What"), _ ("Which"), _ ("Orders"), _ ("Of these"), NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  add_section (self, rows, OMNI_OVERVIEW_DAYS, _ ("Day"));
  add_section (self, rows, OMNI_OVERVIEW_AGES, _ ("Age"));
  add_section (self, rows, OMNI_OVERVIEW_AMOUNTS, _ ("Channel"));
  omni_text_table_set_columns (self->table, titles);
  omni_text_table_set_rows (self->table, rows);
}

static void
show_charts (OmniOverview *self)
{
  show_days (self);
  say_days (self);
  show_legend (self);
  show_ages (self);
  show_amounts (self);
}

static void
update (OmniOverview *self)
{
  const GError *error;

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->data == NULL || self->query == NULL)
    return;

  gtk_spinner_set_spinning (self->spinner, omni_order_overview_is_loading (self->data));
  error = omni_order_overview_get_error (self->data);
  if (error != NULL)
    {
      gtk_label_set_label (self->failed_label, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
  else if (gtk_toggle_button_get_active (self->table_button))
    {
      show_table (self);
      gtk_stack_set_visible_child_name (self->stack, "table");
    }
  else
    {
      show_charts (self);
      gtk_stack_set_visible_child_name (self->stack, "charts");
    }
}

/*
 * Callbacks
 */

static gboolean
update_cb (gpointer data)
{
  OmniOverview *self = data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
data_changed_cb (OmniOverview *self)
{
  if (self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_DELAY_MS, update_cb, self);
}

static void
visible_changed_cb (OmniOverview *self)
{
  if (self->data == NULL || self->query == NULL)
    return;

  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    omni_order_overview_set_query (self->data, self->query);
}

/*
 * Overrides
 */

static void
omni_overview_dispose (GObject *object)
{
  OmniOverview *self = OMNI_OVERVIEW (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->data != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->data, self);
      omni_order_overview_cancel (self->data);
    }
  g_clear_object (&self->data);
  g_clear_pointer (&self->query, omni_order_query_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), OMNI_TYPE_OVERVIEW);

  G_OBJECT_CLASS (omni_overview_parent_class)->dispose (object);
}

static void
omni_overview_finalize (GObject *object)
{
  OmniOverview *self = OMNI_OVERVIEW (object);

  for (guint i = 0; i < OMNI_OVERVIEW_N_SECTIONS; i++)
    g_array_unref (self->rows[i]);

  G_OBJECT_CLASS (omni_overview_parent_class)->finalize (object);
}

static void
omni_overview_class_init (OmniOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (OMNI_TYPE_TEXT_TABLE);

  G_OBJECT_CLASS (klass)->dispose = omni_overview_dispose;
  G_OBJECT_CLASS (klass)->finalize = omni_overview_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", OMNI_TYPE_OVERVIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, OMNI_TYPE_ORDER_QUERY);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/omnidesk/Omnidesk/ui/omni-overview.ui");
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, spinner);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, table_button);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, stack);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, days_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, days_grid);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, legend);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, ages_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, ages_grid);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, amounts_label);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, amounts_grid);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, table);
  gtk_widget_class_bind_template_child (widget_class, OmniOverview, failed_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, omni_overview_reload);
}

static GtkWidget *
new_legend_button (OmniOverview *self, OmniStatusColor color)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new ();

  gtk_box_append (GTK_BOX (box), omni_status_dot_new (omni_status_color_get_class (color)));
  gtk_box_append (GTK_BOX (box), gtk_label_new (get_color_label (color)));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (bar_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
omni_overview_init (OmniOverview *self)
{
  for (guint i = 0; i < OMNI_OVERVIEW_N_SECTIONS; i++)
    self->rows[i] = g_array_new (FALSE, TRUE, sizeof (Row));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->legend), omni_wrap_layout_new (LEGEND_SPACING));
  for (guint i = 0; i < OMNI_OVERVIEW_N_COLORS; i++)
    {
      self->legend_buttons[i] = new_legend_button (self, i);
      gtk_box_append (self->legend, self->legend_buttons[i]);
    }
  omni_text_table_set_label (self->table, _ ("Overview as a table"));
  g_signal_connect (self, "notify::visible", G_CALLBACK (visible_changed_cb), NULL);
}

/*
 * Public API
 */

/**
 * omni_overview_set_client:
 * @self: the overview
 * @client: where the orders are
 * @reference: the names behind the tenant's keys
 */
void
omni_overview_set_client (OmniOverview *self, OmniClient *client, OmniReferenceData *reference)
{
  g_return_if_fail (OMNI_IS_OVERVIEW (self));
  g_return_if_fail (self->data == NULL);

  self->data = omni_order_overview_new (client, reference);
  g_signal_connect_swapped (self->data, "changed", G_CALLBACK (data_changed_cb), self);
}

/**
 * omni_overview_set_query:
 * @self: the overview
 * @query: which orders
 *
 * Shows what these orders look like, at once or when it is shown.
 */
void
omni_overview_set_query (OmniOverview *self, OmniOrderQuery *query)
{
  g_return_if_fail (OMNI_IS_OVERVIEW (self));
  g_return_if_fail (query != NULL);

  omni_order_query_ref (query);
  g_clear_pointer (&self->query, omni_order_query_unref);
  self->query = query;
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    omni_order_overview_cancel (self->data);
  visible_changed_cb (self);
}

/**
 * omni_overview_reload:
 * @self: the overview
 *
 * Asks for everything again, when it is shown.
 */
void
omni_overview_reload (OmniOverview *self)
{
  g_return_if_fail (OMNI_IS_OVERVIEW (self));

  if (self->data != NULL && gtk_widget_get_visible (GTK_WIDGET (self)))
    omni_order_overview_reload (self->data);
}

/**
 * omni_overview_get_data:
 * @self: the overview
 *
 * Returns: (transfer none) (nullable): what it shows
 */
OmniOrderOverview *
omni_overview_get_data (OmniOverview *self)
{
  g_return_val_if_fail (OMNI_IS_OVERVIEW (self), NULL);

  return self->data;
}
