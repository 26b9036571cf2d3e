/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Customers and addresses by themselves, and the places that addresses name (contract 3.4, 3.5). */

#include "config.h"

#include "omni-client-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define PAGE_SIZE 100

/* A list in which this much is of no interest is one whose filter means nothing to the server, and
 * too long to look through. */
#define MAX_OTHER_PLACES 5000

/* What a reply about a contact is read into. */
typedef struct
{
  OmniContactKind kind;
  gint64 pk;
  OmniContact *contact; /* (owned) (nullable) */
} Reading;

/* Gathers the places of one level in @parent. */
typedef struct
{
  OmniContactField level;
  gint64 parent;
  guint n_others;
  GPtrArray *places; /* (borrowed) */
} Gathering;

/*
 * Helpers
 */

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->contact, omni_contact_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Another contact than the one that was asked for is an error, not an answer. */
static void
read_contact (OmniJsonReader *reader, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (OmniContact) contact = omni_contact_new_from_json (reading->kind, reader);

  if (contact == NULL)
    return;

  if (omni_contact_get_pk (contact) != reading->pk || reading->contact != NULL)
    omni_json_reader_fail (reader, _("there is something that was not asked for"));
  else
    reading->contact = g_steal_pointer (&contact);
}

/* A channel's own path is the one that is documented for addresses; without the channel there is a
 * guess. */
static void
aim (OmniRequest *request, OmniContactKind kind, const char *channel, const char *key)
{
  if (kind == OMNI_CONTACT_CUSTOMER)
    {
      request->endpoint = OMNI_ENDPOINT_CUSTOMER;
      request->argument = key;
    }
  else if (channel != NULL)
    {
      request->endpoint = OMNI_ENDPOINT_CHANNEL_ADDRESS;
      request->argument = channel;
      request->second_argument = key;
    }
  else
    {
      request->endpoint = OMNI_ENDPOINT_ADDRESS;
      request->argument = key;
    }
}

static char *
print_key (gint64 pk)
{
  return pk != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, pk) : NULL;
}

static void
add_value (JsonBuilder *builder, OmniContactField field, const char *text)
{
  switch (omni_contact_field_get_kind (field))
    {
    case OMNI_CONTACT_SWITCH:
      json_builder_add_boolean_value (builder, g_str_equal (text, "true"));
      break;
    case OMNI_CONTACT_PLACE:
      if (text[0] == '\0')
        json_builder_add_null_value (builder);
      else
        json_builder_add_int_value (builder, g_ascii_strtoll (text, NULL, 10));
      break;
    case OMNI_CONTACT_TEXT:
    case OMNI_CONTACT_MAIL:
    case OMNI_CONTACT_PHONE:
    default:
      if (text[0] == '\0' && !omni_contact_field_is_needed (field))
        json_builder_add_null_value (builder);
      else
        json_builder_add_string_value (builder, text);
      break;
    }
}

static GBytes *
build_changes (const char *const *texts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  for (guint i = 0; i < OMNI_CONTACT_N_FIELDS; i++)
    {
      if (texts[i] == NULL)
        continue;

      json_builder_set_member_name (builder, omni_contact_field_get_name (i));
      add_value (builder, i, texts[i]);
    }
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

static void
read_place (OmniJsonReader *reader, gpointer user_data)
{
  Gathering *gathering = user_data;
  g_autoptr (OmniPlace) place = omni_place_new_from_json (reader, gathering->level);

  if (place == NULL)
    return;

  if (gathering->parent == 0 || place->parent == 0 || place->parent == gathering->parent)
    g_ptr_array_add (gathering->places, g_steal_pointer (&place));
  else if (++gathering->n_others > MAX_OTHER_PLACES)
    omni_json_reader_fail (reader, _("the list is too long to look through"));
}

/*
 * Public API
 */

/**
 * omni_client_get_contact:
 * @kind: what it is
 * @channel: the channel that it belongs to, or 0 where that is not known
 * @pk: its key
 * @cancellable: (nullable): cancels the call
 *
 * Reads a customer (`GET customers/{pk}/`) or an address (`GET channel/{ch}/addresses/{pk}/`).
 *
 * Returns: (transfer full): the contact; or %NULL with an #OmniError
 */
OmniContact *
omni_client_get_contact (OmniClient *self,
                         OmniContactKind kind,
                         gint64 channel,
                         gint64 pk,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *channel_key = print_key (channel);
  g_autofree char *key = print_key (pk);
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  g_auto (Reading) reading = { kind, pk };
  OmniRequest request = { SOUP_METHOD_GET, .wants_body = TRUE };

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);
  g_return_val_if_fail (pk != 0, NULL);

  aim (&request, kind, channel_key, key);
  if (!omni_client_send (self, &request, &reply, cancellable, error) ||
      !omni_client_read_one (self, &reply, read_contact, &reading, error))
    return NULL;

  if (reading.contact == NULL)
    {
      g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_REPLY,
                                                _("%s gave an answer that cannot be read: %s"),
                                                self->host, _("it is empty")));
      return NULL;
    }

  return g_steal_pointer (&reading.contact);
}

/**
 * omni_client_update_contact:
 * @kind: what it is
 * @channel: the channel that it belongs to, or 0 where that is not known
 * @pk: its key
 * @texts: (array fixed-size=OMNI_CONTACT_N_FIELDS): what each field is to be, %NULL leaves it
 * @cancellable: (nullable): gives up waiting; the change may happen all the same
 *
 * Changes a customer or an address: a PATCH with the changed members only. Sent once and never
 * repeated: after an error other than a refusal the caller reads back what happened.
 *
 * Returns: whether the server took it; or %FALSE with an #OmniError
 */
gboolean
omni_client_update_contact (OmniClient *self,
                            OmniContactKind kind,
                            gint64 channel,
                            gint64 pk,
                            const char *const *texts,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autofree char *channel_key = print_key (channel);
  g_autofree char *key = print_key (pk);
  g_autoptr (GBytes) body = NULL;
  g_auto (OmniReply) reply = OMNI_REPLY_INIT;
  OmniRequest request = { "PATCH" };

  g_return_val_if_fail (OMNI_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (pk != 0, FALSE);

  body = build_changes (texts);
  request.body = body;
  aim (&request, kind, channel_key, key);

  return omni_client_send (self, &request, &reply, cancellable, error);
}

/**
 * omni_client_list_places:
 * @level: which: %OMNI_CONTACT_COUNTRY to %OMNI_CONTACT_DISTRICT
 * @channel: the channel whose list it is
 * @parent: the key of what they lie in, or 0 for all
 * @cancellable: (nullable): cancels the calls
 *
 * Reads the places that can be chosen. What lies elsewhere is left out here, as servers ignore
 * filters that they do not know.
 *
 * Returns: (transfer full) (element-type OmniPlace): the places in the server's order; or %NULL
 *   with an #OmniError
 */
GPtrArray *
omni_client_list_places (OmniClient *self,
                         OmniContactField level,
                         gint64 channel,
                         gint64 parent,
                         GCancellable *cancellable,
                         GError **error)
{
  static const OmniEndpoint endpoints[] = { OMNI_ENDPOINT_COUNTRIES, OMNI_ENDPOINT_CITIES,
                                            OMNI_ENDPOINT_TOWNSHIPS, OMNI_ENDPOINT_DISTRICTS };
  g_autofree char *channel_key = g_strdup_printf ("%" G_GINT64_FORMAT, channel);
  g_autofree char *query = NULL;
  g_autoptr (GPtrArray) places = NULL;
  Gathering gathering = { .level = level, .parent = parent };
  OmniRequest request = { SOUP_METHOD_GET, .argument = channel_key, .wants_body = TRUE };

  g_return_val_if_fail (OMNI_IS_CLIENT (self), NULL);
  g_return_val_if_fail (level >= OMNI_CONTACT_COUNTRY && level <= OMNI_CONTACT_DISTRICT, NULL);

  if (parent != 0 && level > OMNI_CONTACT_COUNTRY)
    query = g_strdup_printf ("%s=%" G_GINT64_FORMAT, omni_contact_field_get_name (level - 1),
                             parent);
  request.endpoint = endpoints[level - OMNI_CONTACT_COUNTRY];
  request.query = query;

  places = g_ptr_array_new_with_free_func ((GDestroyNotify) omni_place_free);
  gathering.places = places;
  if (!omni_client_read_pages (self, &request, PAGE_SIZE, read_place, &gathering, NULL, cancellable,
                               error))
    return NULL;

  return g_steal_pointer (&places);
}
