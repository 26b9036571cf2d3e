/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-user.h"

#include <glib/gi18n-lib.h>

#include "omni-record-private.h"

struct _OmniUser
{
  gatomicrefcount ref_count;
  gboolean is_superuser;
  gint64 pk;
  OmniTextOffset username;
  OmniTextOffset email;
  OmniTextOffset first_name;
  OmniTextOffset last_name;
  OmniTextOffset full_name;
  GPtrArray *
      permissions; /* (nullable) (owned) (element-type utf8): %NULL where the server does not say */
};

enum
{
  PERMISSIONS,
  RESULTS,
};

static const OmniMember members[] = {
  { "pk", OMNI_MEMBER_PK, G_STRUCT_OFFSET (OmniUser, pk) },
  { "id", OMNI_MEMBER_ID, G_STRUCT_OFFSET (OmniUser, pk) },
  { "username", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniUser, username) },
  { "email", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniUser, email) },
  { "first_name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniUser, first_name) },
  { "last_name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniUser, last_name) },
  { "is_superuser", OMNI_MEMBER_BOOLEAN, G_STRUCT_OFFSET (OmniUser, is_superuser) },
  { "permissions", OMNI_MEMBER_OTHER, PERMISSIONS },
  { "results", OMNI_MEMBER_OTHER, RESULTS },
};

static void
read_other (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts);

static OmniRecordType user_type = {
  .size = sizeof (OmniUser),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_other,
};

static GPtrArray *
read_permissions (OmniJsonReader *reader)
{
  g_autoptr (GPtrArray) permissions = NULL;

  if (omni_json_reader_peek (reader) == OMNI_JSON_NULL)
    {
      omni_json_reader_read_null (reader);
      return NULL;
    }

  permissions = g_ptr_array_new_with_free_func (g_free);
  if (omni_json_reader_begin_array (reader))
    {
      while (omni_json_reader_next_element (reader))
        {
          char *permission = omni_json_reader_dup_text (reader);

          if (permission != NULL)
            g_ptr_array_add (permissions, permission);
        }
    }

  return g_steal_pointer (&permissions);
}

/* Some back offices answer a page with the one user in it. */
static void
read_first (OmniJsonReader *reader, OmniUser *user, OmniTexts *texts)
{
  if (!omni_json_reader_begin_array (reader))
    return;

  for (guint i = 0; omni_json_reader_next_element (reader); i++)
    {
      if (i == 0)
        {
          g_clear_pointer (&user->permissions, g_ptr_array_unref);
          omni_record_read (&user_type, reader, user, texts);
        }
    }
}

static void
read_other (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  OmniUser *user = record;

  if (member->offset == RESULTS)
    {
      read_first (reader, user, texts);
      return;
    }

  g_clear_pointer (&user->permissions, g_ptr_array_unref);
  user->permissions = read_permissions (reader);
}

/**
 * omni_user_new_from_json:
 * @reader: (not nullable): a reader at the answer: a user, or a page or a list that holds one
 *
 * Decodes the signed-in user (contract 3.18). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the user, or %NULL on an error
 */
OmniUser *
omni_user_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniUser user = { 0 };

  omni_texts_init (&texts);
  if (omni_json_reader_peek (reader) == OMNI_JSON_ARRAY)
    read_first (reader, &user, &texts);
  else
    omni_record_read (&user_type, reader, &user, &texts);

  if (user.username == 0)
    omni_json_reader_fail (reader, _ ("the user has no name"));
  if (omni_json_reader_has_error (reader))
    {
      g_clear_pointer (&user.permissions, g_ptr_array_unref);
      return NULL;
    }

  g_atomic_ref_count_init (&user.ref_count);
  user.full_name = omni_texts_add_full_name (&texts, user.first_name, user.last_name);

  return omni_record_new (&user_type, &user, &texts);
}

void
omni_user_unref (OmniUser *user)
{
  if (!g_atomic_ref_count_dec (&user->ref_count))
    return;

  g_clear_pointer (&user->permissions, g_ptr_array_unref);
  g_free (user);
}

gint64
omni_user_get_pk (const OmniUser *user)
{
  return user->pk;
}

const char *
omni_user_get_username (const OmniUser *user)
{
  return omni_record_get_text (user + 1, user->username);
}

const char *
omni_user_get_email (const OmniUser *user)
{
  return omni_record_get_text (user + 1, user->email);
}

/**
 * omni_user_get_full_name:
 * @user: (not nullable): a user
 *
 * Returns: (nullable) (transfer none): first and last name with a space between, whichever there
 *   are
 */
const char *
omni_user_get_full_name (const OmniUser *user)
{
  return omni_record_get_text (user + 1, user->full_name);
}

/**
 * omni_user_may:
 * @user: (not nullable): a user
 * @permission: (not nullable): a permission word, for example "orders.export"
 *
 * Whether the user may do something. Where the server does not send permissions nothing is taken
 * away in advance: it will refuse by itself.
 *
 * Returns: %FALSE only when the server lists permissions and this one is not among them
 */
gboolean
omni_user_may (const OmniUser *user, const char *permission)
{
  return user->is_superuser || user->permissions == NULL ||
         g_ptr_array_find_with_equal_func (user->permissions, permission, g_str_equal, NULL);
}
