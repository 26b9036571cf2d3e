/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-database.h"
#include "omni-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>

#define N_PROCESS_ROUNDS 100

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned): a file in @folder that does not exist yet */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->folder = omni_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "data", "omnidesk.db", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  omni_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static OmniDatabase *
open_database (const char *path)
{
  g_autoptr (GError) error = NULL;
  OmniDatabase *database = omni_database_open (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (database);
  return database;
}

static void
save (OmniDatabase *database,
      const char   *server,
      const char   *username,
      gint64        last_used)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniProfile) profile = omni_profile_new (server, username);

  profile->last_used = last_used;
  g_assert_true (omni_database_save_profile (database, profile, &error));
  g_assert_no_error (error);
}

/* "deniz@https://a.example=5 …" */
static char *
describe_profiles (OmniDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = omni_database_list_profiles (database, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_nonnull (profiles);

  for (guint i = 0; i < profiles->len; i++)
    {
      const OmniProfile *profile = g_ptr_array_index (profiles, i);

      g_string_append_printf (text, "%s%s@%s=%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              profile->username, profile->server, profile->last_used);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Runs SQL on a file without Omnidesk, and gives its rows, one a line. */
static char *
run_sql (const char *path,
         const char *sql)
{
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3 *handle = NULL;
  const char *rest = sql;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  while (rest != NULL && *rest != '\0')
    {
      sqlite3_stmt *statement = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (handle, rest, -1, &statement, &rest), ==, SQLITE_OK);
      while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
        {
          for (int i = 0; i < sqlite3_column_count (statement); i++)
            g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                                    (const char *) sqlite3_column_text (statement, i));
          g_string_append_c (text, '\n');
        }
      g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
    }

  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_cannot_open (const char *path,
                    const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = omni_database_open (path, &error);

  g_assert_null (database);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, words));
}

static GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &contents, &length, &error));
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

/* Neither opening the file nor failing to may leave a trace. */
static void
assert_left_alone (const char *path,
                   const char *words)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) before = read_bytes (path);
  g_autoptr (GBytes) after = NULL;
  GStatBuf info_before;
  GStatBuf info_after;

  g_assert_cmpint (g_stat (path, &info_before), ==, 0);
  assert_cannot_open (path, words);
  g_assert_cmpint (g_stat (path, &info_after), ==, 0);
  after = read_bytes (path);

  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (info_before.st_mode, ==, info_after.st_mode);
  g_assert_cmpint (info_before.st_mtime, ==, info_after.st_mtime);
  g_assert_cmpuint (omni_test_count_files (folder), ==, 1);
}

static void
test_default_path (void)
{
  g_autofree char *path = omni_database_dup_default_path ();
  g_autofree char *expected =
      g_build_filename (g_get_user_data_dir (), "omnidesk", "omnidesk.db", NULL);

  g_test_summary ("The database is in the user's data folder.");

  g_assert_cmpstr (path, ==, expected);
}

static void
test_profile_order (void)
{
  g_autoptr (OmniDatabase) database = open_database (":memory:");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *last = NULL;
  g_autoptr (OmniProfile) gone = omni_profile_new ("https://a.example", "deniz");

  g_test_summary ("Profiles come last used first, and saving one again moves it up.");

  save (database, "https://a.example", "deniz", 10);
  save (database, "https://b.example", "deniz", 30);
  save (database, "https://a.example", "ada", 20);
  before = describe_profiles (database);
  g_assert_cmpstr (
      before, ==, "deniz@https://b.example=30 ada@https://a.example=20 deniz@https://a.example=10");

  save (database, "https://a.example", "deniz", 40);
  after = describe_profiles (database);
  g_assert_cmpstr (
      after, ==, "deniz@https://a.example=40 deniz@https://b.example=30 ada@https://a.example=20");

  g_assert_true (omni_database_remove_profile (database, gone, NULL));
  last = describe_profiles (database);
  g_assert_cmpstr (last, ==, "deniz@https://b.example=30 ada@https://a.example=20");
}

static void
test_reopen (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (OmniDatabase) first = open_database (fixture->path);
  g_autoptr (OmniDatabase) second = NULL;
  g_autofree char *text = NULL;

  g_test_summary ("What was saved is there when the file is opened again.");

  save (first, "https://a.example", "İpek Şahin", 5);
  omni_database_close (first);

  second = open_database (fixture->path);
  text = describe_profiles (second);
  g_assert_cmpstr (text, ==, "İpek Şahin@https://a.example=5");
}

static void
test_private (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (OmniDatabase) database = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  GStatBuf info;
  guint n_files = 0;
  mode_t old_mask = umask (0);

  g_test_summary ("The folder and all files of the database are closed to other users.");

  database = open_database (fixture->path);
  save (database, "https://a.example", "deniz", 1);
  umask (old_mask);

  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
      n_files++;
    }

  /* The log and its index are files too. */
  g_assert_cmpuint (n_files, ==, 3);
}

static void
test_made_private (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr (OmniDatabase) database = open_database (fixture->path);
  GStatBuf info;

  g_test_summary ("A file of ours that others could read is closed to them.");

  g_clear_object (&database);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  database = open_database (fixture->path);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_state (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = open_database (fixture->path);
  g_autoptr (OmniProfile) deniz = omni_profile_new ("https://a.example", "deniz");
  g_autoptr (OmniProfile) ada = omni_profile_new ("https://a.example", "ada");
  g_autofree char *of_deniz = NULL;
  g_autofree char *of_all = NULL;

  g_test_summary ("A state is a text by profile and key; without a profile it is everybody's.");

  g_assert_null (omni_database_get_state (database, deniz, "columns", &error));
  g_assert_no_error (error);

  g_assert_true (omni_database_set_state (database, deniz, "columns", "number", &error));
  g_assert_true (omni_database_set_state (database, deniz, "columns", "number,amount", &error));
  g_assert_true (omni_database_set_state (database, NULL, "columns", "all", &error));
  g_assert_no_error (error);

  of_deniz = omni_database_get_state (database, deniz, "columns", &error);
  of_all = omni_database_get_state (database, NULL, "columns", &error);
  g_assert_cmpstr (of_deniz, ==, "number,amount");
  g_assert_cmpstr (of_all, ==, "all");
  g_assert_null (omni_database_get_state (database, ada, "columns", &error));
  g_assert_null (omni_database_get_state (database, deniz, "widths", &error));

  g_assert_true (omni_database_set_state (database, deniz, "columns", NULL, &error));
  g_assert_null (omni_database_get_state (database, deniz, "columns", &error));
  g_assert_no_error (error);
}

static void
test_removed_profile_state (void)
{
  g_autoptr (OmniDatabase) database = open_database (":memory:");
  g_autoptr (OmniProfile) deniz = omni_profile_new ("https://a.example", "deniz");
  g_autofree char *of_all = NULL;

  g_test_summary ("With a profile goes what its windows remembered, and nothing else.");

  g_assert_true (omni_database_set_state (database, deniz, "columns", "number", NULL));
  g_assert_true (omni_database_set_state (database, NULL, "columns", "all", NULL));
  g_assert_true (omni_database_remove_profile (database, deniz, NULL));

  g_assert_null (omni_database_get_state (database, deniz, "columns", NULL));
  of_all = omni_database_get_state (database, NULL, "columns", NULL);
  g_assert_cmpstr (of_all, ==, "all");
}

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = open_database (":memory:");
  g_autoptr (OmniProfile) deniz = omni_profile_new ("https://a.example", "deniz");
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) profiles = NULL;
  g_autofree char *value = NULL;

  g_test_summary ("Asynchronous calls are done in the order in which they were made.");

  save (database, "https://a.example", "deniz", 1);
  omni_database_set_state_async (database, deniz, "width", "1", NULL, NULL, NULL);
  omni_database_set_state_async (database, deniz, "width", "2", NULL, take_result_cb, &written);
  omni_database_get_state_async (database, deniz, "width", NULL, take_result_cb, &read);
  omni_database_list_profiles_async (database, NULL, take_result_cb, &listed);
  OMNI_TEST_WAIT (listed != NULL);

  g_assert_true (omni_database_set_state_finish (database, written, &error));
  g_assert_no_error (error);
  value = omni_database_get_state_finish (database, read, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, "2");
  profiles = omni_database_list_profiles_finish (database, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (profiles->len, ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = open_database (":memory:");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) written = NULL;

  g_test_summary ("A call that is cancelled before its turn is not made.");

  g_cancellable_cancel (cancellable);
  omni_database_set_state_async (database, NULL, "width", "1", cancellable, take_result_cb,
                                 &written);
  OMNI_TEST_WAIT (written != NULL);

  g_assert_false (omni_database_set_state_finish (database, written, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (omni_database_get_state (database, NULL, "width", NULL));
}

static void
test_close (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = open_database (fixture->path);
  g_autoptr (OmniDatabase) again = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autofree char *value = NULL;

  g_test_summary ("Closing does what was asked before; what is asked after it fails.");

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);

      omni_database_set_state_async (database, NULL, "width", text, NULL, NULL, NULL);
    }
  omni_database_close (database);
  omni_database_close (database);

  g_assert_false (omni_database_set_state (database, NULL, "width", "x", &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_clear_error (&error);
  omni_database_get_state_async (database, NULL, "width", NULL, take_result_cb, &late);
  OMNI_TEST_WAIT (late != NULL);
  g_assert_null (omni_database_get_state_finish (database, late, &error));
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);

  again = open_database (fixture->path);
  value = omni_database_get_state (again, NULL, "width", NULL);
  g_assert_cmpstr (value, ==, "99");
}

static void
test_let_go (Fixture       *fixture,
             gconstpointer  unused)
{
  g_test_summary (
      "A database that is let go of while calls run closes by itself, whoever lets go last.");

  for (int i = 0; i < 50; i++)
    {
      g_autoptr (OmniDatabase) database = open_database (fixture->path);
      g_autoptr (OmniDatabase) other = NULL;
      GAsyncResult *written = NULL;
      g_autofree char *text = g_strdup_printf ("%d", i);
      g_autofree char *value = NULL;

      omni_database_set_state_async (database, NULL, "width", text, NULL, take_result_cb, &written);
      g_clear_object (&database);
      OMNI_TEST_WAIT (written != NULL);
      g_clear_object (&written);

      other = open_database (fixture->path);
      value = omni_database_get_state (other, NULL, "width", NULL);
      g_assert_cmpstr (value, ==, text);
    }
}

/* All rows of the tables that a list names. */
static char *
dump_rows (const char *path,
           const char *tables)
{
  g_auto (GStrv) names = g_strsplit (tables, "\n", -1);
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; *names[i] != '\0'; i++)
    g_string_append_printf (sql, "SELECT '%s', * FROM %s;", names[i], names[i]);

  return run_sql (path, sql->str);
}

static void
test_migration (Fixture       *fixture,
                gconstpointer  dump_name)
{
  g_autofree char *dump_path =
      g_test_build_filename (G_TEST_DIST, "data", (const char *) dump_name, NULL);
  g_autofree char *old_path = g_build_filename (fixture->folder, "old.db", NULL);
  g_autofree char *dump = NULL;
  g_autofree char *old_schema = NULL;
  g_autofree char *new_schema = NULL;
  g_autofree char *profiles = NULL;
  g_autofree char *tables = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *rows_kept = NULL;
  g_autoptr (OmniDatabase) old_database = NULL;
  g_autoptr (OmniDatabase) new_database = open_database (fixture->path);
  const char *list = "SELECT sql FROM sqlite_master ORDER BY name;"
                     "PRAGMA user_version; PRAGMA application_id; PRAGMA journal_mode";

  g_test_summary ("A file of an older version becomes what a new file is, with its rows kept.");

  g_assert_true (g_file_get_contents (dump_path, &dump, NULL, NULL));
  g_free (run_sql (old_path, dump));
  tables = run_sql (old_path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
  rows = dump_rows (old_path, tables);
  old_database = open_database (old_path);
  rows_kept = dump_rows (old_path, tables);
  g_assert_nonnull (strstr (rows, "deniz"));
  g_assert_cmpstr (rows_kept, ==, rows);
  profiles = describe_profiles (old_database);
  g_assert_cmpstr (profiles, ==,
                   "İpek Şahin@https://acme.example=1741076127120935 "
                   "deniz@https://acme.example=1741076127120934");
  g_assert_true (omni_database_set_state (old_database, NULL, "width", "1", NULL));

  old_schema = run_sql (old_path, list);
  new_schema = run_sql (fixture->path, list);
  g_assert_nonnull (strstr (old_schema, "CREATE TABLE states"));
  g_assert_nonnull (strstr (old_schema, "wal"));
  g_assert_cmpstr (old_schema, ==, new_schema);
}

static void
test_newer_version (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr (OmniDatabase) database = open_database (fixture->path);

  g_test_summary ("A file of a newer Omnidesk is refused with a sentence and not touched.");

  g_clear_object (&database);
  g_free (run_sql (fixture->path, "PRAGMA user_version = 9000"));
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  assert_left_alone (fixture->path, "newer Omnidesk");
}

static void
test_newer_version_in_log (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autoptr (OmniDatabase) database = open_database (fixture->path);
  sqlite3 *newer = NULL;

  g_test_summary (
      "The version counts also while it is only in the log of a running newer Omnidesk.");

  g_clear_object (&database);
  g_assert_cmpint (sqlite3_open (fixture->path, &newer), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (newer, "PRAGMA user_version = 9000", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  assert_cannot_open (fixture->path, "newer Omnidesk");
  g_assert_cmpint (sqlite3_close (newer), ==, SQLITE_OK);
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *plain = g_build_filename (fixture->folder, "a", "plain.db", NULL);
  g_autofree char *marked = g_build_filename (fixture->folder, "b", "marked.db", NULL);
  g_autofree char *text = g_build_filename (fixture->folder, "c", "text.db", NULL);

  g_test_summary ("A file of another program is refused and not touched.");

  for (const char *name = "abc"; *name != '\0'; name++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%c", fixture->folder, *name);

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
    }

  g_free (run_sql (plain, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')"));
  assert_left_alone (plain, "not a file of Omnidesk");
  g_free (run_sql (marked, "PRAGMA application_id = 77"));
  assert_left_alone (marked, "not a file of Omnidesk");
  g_assert_true (g_file_set_contents (text, "order,amount\r\n774019228651,12.50\r\n", -1, NULL));
  assert_left_alone (text, "damaged");
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OmniDatabase) database = open_database (fixture->path);
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GBytes) whole = NULL;
  g_autofree char *half = NULL;
  gsize length = 0;

  g_test_summary ("A file that is damaged gives a sentence, not a crash.");

  for (int i = 0; i < 500; i++)
    {
      g_autofree char *server = g_strdup_printf ("https://%d.example", i);

      save (database, server, "deniz", i);
    }
  g_clear_object (&database);

  whole = read_bytes (fixture->path);
  length = g_bytes_get_size (whole);
  g_assert_cmpuint (length, >, 2 * 4096);

  /* Half of the header, then the first page with garbage behind the header, then only the first
   * page. */
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (whole, NULL), 50, NULL));
  assert_cannot_open (fixture->path, "damaged");

  half = g_memdup2 (g_bytes_get_data (whole, NULL), length);
  memset (half + 100, 0xab, 3996);
  g_assert_true (g_file_set_contents (fixture->path, half, (gssize) length, NULL));
  assert_cannot_open (fixture->path, "damaged");

  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (whole, NULL), 4096, NULL));
  database = omni_database_open (fixture->path, &error);
  if (database != NULL)
    profiles = omni_database_list_profiles (database, &error);
  g_assert_null (profiles);
  g_assert_error (error, OMNI_ERROR, OMNI_ERROR_BAD_FILE);
  g_assert_nonnull (strstr (error->message, "damaged"));
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "omnidesk.db", NULL);

  g_test_summary ("A place where no file can be gives a sentence.");

  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  assert_cannot_open (below, "cannot be made");
  assert_cannot_open (fixture->folder, "cannot be opened");
}

/* What each of the processes of the next test does. */
static void
test_two_processes_child (void)
{
  const char *path = g_getenv ("OMNI_TEST_DATABASE");
  const char *name = g_getenv ("OMNI_TEST_NAME");
  g_autoptr (OmniDatabase) database = open_database (path);

  for (int i = 0; i < N_PROCESS_ROUNDS; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s-%d", name, i);

      g_assert_true (omni_database_set_state (database, NULL, key, name, NULL));
    }
}

static GSubprocess *
start_child (const char *path,
             const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "OMNI_TEST_DATABASE", path, TRUE);
  g_subprocess_launcher_setenv (launcher, "OMNI_TEST_NAME", name, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "-p",
                                       "/store/database/two-processes/subprocess", NULL);
  g_assert_no_error (error);
  return child;
}

static void
test_two_processes (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *count = NULL;
  g_autofree char *expected = NULL;
  const int n_children = 4;

  g_test_summary ("Several programs make and write the same new file at once, and all is there.");

  for (int i = 0; i < n_children; i++)
    {
      g_autofree char *name = g_strdup_printf ("child-%d", i);

      g_ptr_array_add (children, start_child (fixture->path, name));
    }

  for (guint i = 0; i < children->len; i++)
    {
      g_assert_true (g_subprocess_wait_check (g_ptr_array_index (children, i), NULL, &error));
      g_assert_no_error (error);
    }

  count = run_sql (fixture->path, "SELECT count (*) FROM states");
  expected = g_strdup_printf ("%d\n", n_children * N_PROCESS_ROUNDS);
  g_assert_cmpstr (count, ==, expected);
}

int
main (int    argc,
      char **argv)
{
  static const char *const dumps[] = { "schema-001.sql", "schema-002.sql", "schema-003.sql",
                                       "schema-004.sql", "schema-005.sql", "schema-006.sql",
                                       "schema-007.sql", "schema-008.sql" };

  omni_test_init (&argc, &argv);

  g_test_add_func ("/store/database/default-path", test_default_path);
  g_test_add_func ("/store/database/profile-order", test_profile_order);
  g_test_add ("/store/database/reopen", Fixture, NULL, set_up, test_reopen, tear_down);
  g_test_add ("/store/database/private", Fixture, NULL, set_up, test_private, tear_down);
  g_test_add ("/store/database/made-private", Fixture, NULL, set_up, test_made_private, tear_down);
  g_test_add ("/store/database/state", Fixture, NULL, set_up, test_state, tear_down);
  g_test_add_func ("/store/database/removed-profile-state", test_removed_profile_state);
  g_test_add_func ("/store/database/async", test_async);
  g_test_add_func ("/store/database/cancelled", test_cancelled);
  g_test_add ("/store/database/close", Fixture, NULL, set_up, test_close, tear_down);
  g_test_add ("/store/database/let-go", Fixture, NULL, set_up, test_let_go, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (dumps); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/database/migration/%s", dumps[i]);

      g_test_add (path, Fixture, dumps[i], set_up, test_migration, tear_down);
    }
  g_test_add ("/store/database/newer-version", Fixture, NULL, set_up, test_newer_version,
              tear_down);
  g_test_add ("/store/database/newer-version-in-log", Fixture, NULL, set_up,
              test_newer_version_in_log, tear_down);
  g_test_add ("/store/database/foreign", Fixture, NULL, set_up, test_foreign, tear_down);
  g_test_add ("/store/database/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/store/database/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  g_test_add_func ("/store/database/two-processes/subprocess", test_two_processes_child);
  g_test_add ("/store/database/two-processes", Fixture, NULL, set_up, test_two_processes,
              tear_down);

  return g_test_run ();
}
