/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sandbox-body.h"

#include "sandbox-value.h"

#include <string.h>

static SandboxNode *read_value (OmniJsonReader *reader);

void
sandbox_node_free (SandboxNode *node)
{
  g_free (node->name);
  g_free (node->text);
  g_free (node->raw);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

static void
read_children (OmniJsonReader *reader, SandboxNode *node)
{
  OmniJsonSlice name;

  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify)sandbox_node_free);
  if (node->kind == OMNI_JSON_OBJECT)
    {
      omni_json_reader_begin_object (reader);
      while (omni_json_reader_next_member (reader, &name))
        {
          g_autofree char *copy = g_strndup (name.data, name.length);
          SandboxNode *member = read_value (reader);

          member->name = g_steal_pointer (&copy);
          g_ptr_array_add (node->children, member);
        }
    }
  else
    {
      omni_json_reader_begin_array (reader);
      while (omni_json_reader_next_element (reader))
        g_ptr_array_add (node->children, read_value (reader));
    }
}

/* The reader bounds the depth, and with it this recursion. */
static SandboxNode *
read_value (OmniJsonReader *reader)
{
  SandboxNode *node = g_new0 (SandboxNode, 1);
  OmniJsonSlice slice = { NULL, 0 };

  node->kind = omni_json_reader_peek (reader);
  switch (node->kind)
    {
    case OMNI_JSON_OBJECT:
    case OMNI_JSON_ARRAY:
      {
        OmniJsonReader copy = *reader;

        /* A second look at the same text, for the callers that keep a value as it came. */
        copy.scratch = NULL;
        copy.error = NULL;
        if (omni_json_reader_read_raw (&copy, &slice))
          node->raw = g_strndup (slice.data, slice.length);
        omni_json_reader_clear (&copy);
        read_children (reader, node);
        break;
      }

    case OMNI_JSON_TEXT:
      if (omni_json_reader_read_text (reader, &slice))
        node->text = g_strndup (slice.data, slice.length);
      break;

    case OMNI_JSON_NUMBER:
      if (omni_json_reader_read_number (reader, &slice))
        node->text = g_strndup (slice.data, slice.length);
      break;

    case OMNI_JSON_BOOLEAN:
      omni_json_reader_read_boolean (reader, &node->flag);
      break;

    case OMNI_JSON_NULL:
      omni_json_reader_read_null (reader);
      break;

    case OMNI_JSON_NONE:
    default:
      omni_json_reader_skip (reader);
      break;
    }

  return node;
}

static SandboxNode *
parse (const SandboxRequest *request, OmniJsonKind kind, SandboxReply *reply)
{
  g_auto (OmniJsonReader) reader = { 0 };
  g_autoptr (SandboxNode) node = NULL;
  g_autoptr (GError) error = NULL;

  if (request->body->len > 0 && request->content_type != NULL &&
      !g_str_has_prefix (request->content_type, SANDBOX_JSON))
    {
      sandbox_reply_detail (reply, 415, "unsupported_media_type",
                            "Unsupported media type \"%s\" in request.", request->content_type);
      return NULL;
    }

  omni_json_reader_init (&reader, request->body->len > 0 ? request->body->str : "{}",
                         request->body->len > 0 ? (gssize)request->body->len : 2);
  node = read_value (&reader);
  if (!omni_json_reader_finish (&reader, &error))
    {
      sandbox_reply_detail (reply, 400, "parse_error", "JSON parse error - %s", error->message);
      return NULL;
    }
  if (node->kind != kind)
    {
      sandbox_reply_refuse (reply, 400, "invalid", "Invalid data. Expected a %s.",
                            kind == OMNI_JSON_OBJECT ? "dictionary" : "list");
      return NULL;
    }

  return g_steal_pointer (&node);
}

/**
 * sandbox_body_parse:
 * @request: a request
 * @reply: gets the error where the body is not an object in JSON
 *
 * Reads a body. An empty one is an empty object.
 *
 * Returns: (transfer full) (nullable): the object
 */
SandboxNode *
sandbox_body_parse (const SandboxRequest *request, SandboxReply *reply)
{
  return parse (request, OMNI_JSON_OBJECT, reply);
}

/* The same for a list. */
SandboxNode *
sandbox_body_parse_list (const SandboxRequest *request, SandboxReply *reply)
{
  return parse (request, OMNI_JSON_ARRAY, reply);
}

/**
 * sandbox_body_parse_text:
 * @text: an object in JSON
 *
 * Returns: (transfer full) (nullable): the object
 */
SandboxNode *
sandbox_body_parse_text (const char *text)
{
  g_auto (OmniJsonReader) reader = { 0 };
  g_autoptr (SandboxNode) node = NULL;

  omni_json_reader_init (&reader, text, -1);
  node = read_value (&reader);

  return omni_json_reader_finish (&reader, NULL) ? g_steal_pointer (&node) : NULL;
}

/* The last one counts where a name comes more than once. */
const SandboxNode *
sandbox_node_get (const SandboxNode *object, const char *name)
{
  const SandboxNode *found = NULL;

  if (object == NULL || object->kind != OMNI_JSON_OBJECT)
    return NULL;

  for (guint i = 0; i < object->children->len; i++)
    {
      const SandboxNode *child = g_ptr_array_index (object->children, i);

      if (strcmp (child->name, name) == 0)
        found = child;
    }

  return found;
}

gboolean
sandbox_node_is_null (const SandboxNode *node)
{
  return node == NULL || node->kind == OMNI_JSON_NULL;
}

/* A whole number, also where it was sent as a text. */
gboolean
sandbox_node_get_int (const SandboxNode *node, gint64 *value)
{
  return node != NULL && (node->kind == OMNI_JSON_NUMBER || node->kind == OMNI_JSON_TEXT) &&
         sandbox_value_parse_int (node->text, value);
}
