/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-view.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define VERSION_MEMBER "omnidesk-view"
#define MAX_NAME_LENGTH 100
#define MAX_WIDTH 10000

/* A view with a thousand pasted numbers is a few dozen kilobytes. */
#define MAX_FILE_SIZE (4 * 1024 * 1024)

/*
 * Writing
 */

static void
build_filters (JsonBuilder *builder, const OmniOrderQuery *query)
{
  json_builder_begin_object (builder);
  for (guint i = 0; i < omni_filter_get_count (); i++)
    {
      const char *id = omni_filter_get_id (omni_filter_get (i));
      const char *const *values = omni_order_query_get_values (query, id);

      if (values == NULL)
        continue;

      json_builder_set_member_name (builder, id);
      json_builder_begin_array (builder);
      for (; *values != NULL; values++)
        json_builder_add_string_value (builder, *values);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
build_columns (JsonBuilder *builder, const OmniView *view)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < view->columns->len; i++)
    {
      const OmniViewColumn *column = &g_array_index (view->columns, OmniViewColumn, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, omni_order_column_get_id (column->column));
      if (column->width > 0)
        {
          json_builder_set_member_name (builder, "width");
          json_builder_add_int_value (builder, column->width);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/*
 * Reading
 */

static gboolean
fail (OmniJsonReader *reader, const GError *error)
{
  omni_json_reader_fail (reader, "%s", error->message);
  return FALSE;
}

/* A filter that is left out would let more orders in than the view is for. */
static void
read_filter (OmniJsonReader *reader, const char *id, OmniView *view)
{
  const OmniFilter *filter = omni_filter_find (id);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  OmniOrderQuery *query;

  if (filter == NULL)
    {
      omni_json_reader_fail (reader, _ ("there is no filter “%s”"), id);
      return;
    }

  if (!omni_json_reader_begin_array (reader))
    return;

  while (omni_json_reader_next_element (reader))
    {
      char *value = omni_json_reader_dup_text (reader);

      if (value == NULL)
        return;

      g_ptr_array_add (values, value);
      if (!omni_filter_check_value (filter, value, &error))
        {
          fail (reader, error);
          return;
        }
    }

  g_ptr_array_add (values, NULL);
  query = omni_order_query_with_filter (view->query, id, (const char *const *)values->pdata);
  omni_order_query_unref (view->query);
  view->query = query;
}

static void
read_filters (OmniJsonReader *reader, OmniView *view)
{
  OmniJsonSlice name;

  if (!omni_json_reader_begin_object (reader))
    return;

  while (omni_json_reader_next_member (reader, &name))
    {
      g_autofree char *id = g_strndup (name.data, name.length);

      read_filter (reader, id, view);
    }
}

/* Columns that another Omnidesk had are passed over: nothing wrong is shown without them. */
static void
read_column (OmniJsonReader *reader, OmniView *view)
{
  g_autofree char *id = NULL;
  const OmniOrderColumn *column;
  gint64 width = 0;
  OmniJsonSlice name;

  if (!omni_json_reader_begin_object (reader))
    return;

  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "id"))
        {
          g_free (id);
          id = omni_json_reader_dup_text (reader);
        }
      else if (omni_json_slice_equal (&name, "width"))
        {
          omni_json_reader_read_int64 (reader, &width);
        }
    }

  column = omni_order_column_find (id);
  if (column != NULL && !omni_order_column_is_of_item (column))
    omni_view_add_column (view, column, (int)CLAMP (width, 0, MAX_WIDTH));
}

static gboolean
is_sort_field (const char *field)
{
  for (guint i = 0; i < omni_order_column_get_count (); i++)
    {
      if (g_strcmp0 (omni_order_column_get_sort_field (omni_order_column_get (i)), field) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
read_sort (OmniJsonReader *reader, OmniView *view)
{
  g_autofree char *field = NULL;
  gboolean descending = FALSE;
  OmniOrderQuery *query;
  OmniJsonSlice name;

  if (!omni_json_reader_begin_object (reader))
    return;

  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "field"))
        {
          g_free (field);
          field = omni_json_reader_dup_text (reader);
        }
      else if (omni_json_slice_equal (&name, "descending"))
        {
          omni_json_reader_read_boolean (reader, &descending);
        }
    }

  if (field == NULL || !is_sort_field (field))
    return;

  query = omni_order_query_with_sort (view->query, field, descending);
  omni_order_query_unref (view->query);
  view->query = query;
}

static void
read_name (OmniJsonReader *reader, OmniView *view)
{
  g_autofree char *name = omni_json_reader_dup_text (reader);
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    return;

  if (!omni_view_check_name (name, &error))
    {
      fail (reader, error);
      return;
    }

  g_free (view->name);
  view->name = g_steal_pointer (&name);
}

static void
read_view (OmniJsonReader *reader, OmniView *view)
{
  OmniJsonSlice name;

  if (!omni_json_reader_begin_object (reader))
    return;

  while (omni_json_reader_next_member (reader, &name))
    {
      if (omni_json_slice_equal (&name, "name"))
        read_name (reader, view);
      else if (omni_json_slice_equal (&name, "filters"))
        read_filters (reader, view);
      else if (omni_json_slice_equal (&name, "sort"))
        read_sort (reader, view);
      else if (omni_json_slice_equal (&name, "columns") && omni_json_reader_begin_array (reader))
        while (omni_json_reader_next_element (reader))
          read_column (reader, view);
    }
}

/* Looked for first, wherever it stands: what a newer program wrote means whatever it wants. */
static gint64
read_version (const char *text, gssize length)
{
  g_auto (OmniJsonReader) reader;
  OmniJsonSlice name;
  gint64 version = 0;

  omni_json_reader_init (&reader, text, length);
  if (omni_json_reader_begin_object (&reader))
    {
      while (omni_json_reader_next_member (&reader, &name))
        {
          if (omni_json_slice_equal (&name, VERSION_MEMBER))
            omni_json_reader_read_int64 (&reader, &version);
        }
    }

  return omni_json_reader_finish (&reader, NULL) ? version : -1;
}

/*
 * Public API
 */

/**
 * omni_view_new:
 * @name: (not nullable): what it is called
 * @query: (not nullable): which orders, in which order
 *
 * Returns: (transfer full): a view with the usual columns
 */
OmniView *
omni_view_new (const char *name, OmniOrderQuery *query)
{
  OmniView *view = g_new0 (OmniView, 1);

  view->name = g_strdup (name);
  view->query = omni_order_query_ref (query);
  view->columns = g_array_new (FALSE, FALSE, sizeof (OmniViewColumn));

  return view;
}

/**
 * omni_view_copy:
 * @view: a view
 *
 * Returns: (transfer full): the same again
 */
OmniView *
omni_view_copy (const OmniView *view)
{
  OmniView *copy = omni_view_new (view->name, view->query);

  if (view->columns->len > 0)
    g_array_append_vals (copy->columns, view->columns->data, view->columns->len);

  return copy;
}

/**
 * omni_view_free:
 * @view: (transfer full): a view
 */
void
omni_view_free (OmniView *view)
{
  g_free (view->name);
  omni_order_query_unref (view->query);
  g_array_unref (view->columns);
  g_free (view);
}

/**
 * omni_view_equal:
 * @a: a view
 * @b: a view
 *
 * Returns: whether both show the same, whatever they are called: otherwise a view that was changed
 *   is not the saved one any more
 */
gboolean
omni_view_equal (const OmniView *a, const OmniView *b)
{
  if (!omni_order_query_equal (a->query, b->query) || a->columns->len != b->columns->len)
    return FALSE;

  for (guint i = 0; i < a->columns->len; i++)
    {
      const OmniViewColumn *left = &g_array_index (a->columns, OmniViewColumn, i);
      const OmniViewColumn *right = &g_array_index (b->columns, OmniViewColumn, i);

      if (left->column != right->column || left->width != right->width)
        return FALSE;
    }

  return TRUE;
}

/**
 * omni_view_add_column:
 * @view: a view
 * @column: (not nullable): a column of orders; one that is in the view is left where it is
 * @width: its width in pixels, or 0 for the usual one
 *
 * Shows a column behind the others.
 */
void
omni_view_add_column (OmniView *view, const OmniOrderColumn *column, int width)
{
  const OmniViewColumn added = { column, width };

  for (guint i = 0; i < view->columns->len; i++)
    {
      if (g_array_index (view->columns, OmniViewColumn, i).column == column)
        return;
    }

  g_array_append_val (view->columns, added);
}

/**
 * omni_view_check_name:
 * @name: (not nullable): a name for something that is kept
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OMNI_ERROR_BAD_VALUE when it cannot be a name: empty, longer
 *   than a hundred characters, with a line end in it, or with a dot in front, which is for what
 *   people do not see
 */
gboolean
omni_view_check_name (const char *name, GError **error)
{
  const char *sentence = NULL;

  if (!g_utf8_validate (name, -1, NULL))
    sentence = _ ("The name is not valid UTF-8");
  else if (name[strspn (name, " \t")] == '\0')
    sentence = _ ("A name is missing");
  else if (g_utf8_strlen (name, -1) > MAX_NAME_LENGTH)
    sentence = _ ("The name is longer than 100 characters");
  else if (name[0] == '.')
    sentence = _ ("A name does not begin with a dot");

  for (const char *at = name; sentence == NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (at)))
        sentence = _ ("A name is one line of plain text");
    }

  if (sentence == NULL)
    return TRUE;

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE, "%s", sentence));
  return FALSE;
}

/**
 * omni_view_to_json:
 * @view: a view
 *
 * Returns: (transfer full): the view as a small file
 */
char *
omni_view_to_json (const OmniView *view)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, VERSION_MEMBER);
  json_builder_add_int_value (builder, OMNI_VIEW_VERSION);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, view->name);
  json_builder_set_member_name (builder, "filters");
  build_filters (builder, view->query);
  json_builder_set_member_name (builder, "sort");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "field");
  json_builder_add_string_value (builder, omni_order_query_get_sort_field (view->query));
  json_builder_set_member_name (builder, "descending");
  json_builder_add_boolean_value (builder, omni_order_query_get_descending (view->query));
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "columns");
  build_columns (builder, view);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/**
 * omni_view_new_from_json:
 * @text: (not nullable): what omni_view_to_json() wrote
 * @length: bytes of @text, or -1 when it ends with a zero byte
 * @error: return location
 *
 * Reads a view. Columns that this program does not know are passed over; filters that it does not
 * know are an error, because the view would show other orders without them.
 *
 * Returns: (nullable) (transfer full): the view, or %NULL with %OMNI_ERROR_BAD_FILE and a sentence
 */
OmniView *
omni_view_new_from_json (const char *text, gssize length, GError **error)
{
  g_auto (OmniJsonReader) reader;
  g_autoptr (OmniOrderQuery) query = omni_order_query_new ();
  g_autoptr (OmniView) view = omni_view_new ("", query);
  g_autoptr (GError) cause = NULL;
  gint64 version = read_version (text, length);

  omni_json_reader_init (&reader, text, length);
  if (version > OMNI_VIEW_VERSION)
    {
      g_propagate_error (
          error, omni_error_new (OMNI_ERROR_BAD_FILE, _ ("A newer Omnidesk made this view. Update "
                                                         "Omnidesk to use it.")));
      return NULL;
    }

  if (version == 0)
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_FILE, _ ("This is not a view of orders.")));
      return NULL;
    }

  read_view (&reader, view);
  if (!omni_json_reader_finish (&reader, &cause))
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _ ("The view is broken: %s"),
                                                cause->message));
      return NULL;
    }

  if (view->name[0] == '\0')
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_FILE, _ ("The view has no name.")));
      return NULL;
    }

  return g_steal_pointer (&view);
}

/**
 * omni_view_load:
 * @file: (not nullable): a view's file
 * @cancellable: (nullable): cancels the reading
 * @error: return location
 *
 * Returns: (nullable) (transfer full): the view, or %NULL with %OMNI_ERROR_BAD_FILE or
 *   %G_IO_ERROR_CANCELLED
 */
OmniView *
omni_view_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *text = NULL;
  OmniView *view = NULL;
  gsize length = 0;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                            cancellable, &cause);
  if (info != NULL && g_file_info_get_size (info) > MAX_FILE_SIZE)
    cause = omni_error_new (OMNI_ERROR_BAD_FILE, _ ("The file is too large for a view."));
  else if (info != NULL && g_file_load_contents (file, cancellable, &text, &length, NULL, &cause))
    view = omni_view_new_from_json (text, (gssize)length, &cause);

  if (view != NULL)
    return view;

  if (omni_error_is_cancelled (cause))
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    g_propagate_error (error,
                       omni_error_new (OMNI_ERROR_BAD_FILE, "“%s”: %s", name, cause->message));
  return NULL;
}

/**
 * omni_view_save:
 * @view: a view
 * @file: (not nullable): where to write it
 * @replace: whether a file that is there is replaced
 * @cancellable: (nullable): cancels the writing
 * @error: return location
 *
 * Returns: %TRUE, or %FALSE with %OMNI_ERROR_BAD_FILE or %G_IO_ERROR_CANCELLED; then a file that
 *   was there is as it was
 */
gboolean
omni_view_save (
    const OmniView *view, GFile *file, gboolean replace, GCancellable *cancellable, GError **error)
{
  g_autofree char *json = omni_view_to_json (view);
  g_autofree char *text = g_strconcat (json, "\n", NULL);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) cause = NULL;

  if (!replace && g_file_query_exists (file, cancellable))
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_FILE, _ ("“%s” is there already."), name));
      return FALSE;
    }

  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               cancellable, &cause))
    return TRUE;

  if (omni_error_is_cancelled (cause))
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    g_propagate_error (error,
                       omni_error_new (OMNI_ERROR_BAD_FILE, "“%s”: %s", name, cause->message));
  return FALSE;
}
