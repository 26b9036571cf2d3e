/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-client-private.h"
#include "omni-ledger.h"
#include "omni-test.h"
#include "refund-fixture.h"

#include <stdio.h>
#include <string.h>

/* Everything that can go wrong while money is given back, in any order: answers that are lost
 * before and after, halves of answers, failures, sessions that end, double presses, two programs at
 * once, and programs that are killed. Afterwards the books of the server and of the client must
 * agree. */

#define FAULTS                                                                                     \
  "cut-before:POST */cancel/:9,cut-after:POST */cancel/:9,truncate:POST */cancel/:4,"              \
  "500:POST */cancel/:4,406:POST */cancel/:2,429=0:POST */cancel/:2,slow=40:POST */cancel/:4,"     \
  "cut-before:POST */manual_refund/:9,cut-after:POST */manual_refund/:9,cut-before:GET *:1,"       \
  "500:GET *:1,expire=211"

/* The sandbox is at one request at a time and answers within milliseconds. */
#define QUIET_MS 100

#define SHORT_SECONDS 10
#define LONG_ROUNDS 10000
#define N_MANUAL_NOTE "storm"

/*
 * The worker: a program of its own that does what it is told and may be killed
 */

typedef struct
{
  const char *url;
  OmniClient *client;
  OmniDatabase *database;
  OmniRefundGuard *guard;
} Worker;

typedef struct
{
  Worker *worker;
  const OmniCancellation *cancellation;
} Press;

static void
sign_in_again (Worker *worker)
{
  while (!omni_client_sign_in (worker->client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, NULL))
    ;
}

static gpointer
press (gpointer data)
{
  Press *what = data;
  g_autoptr (GError) error = NULL;
  OmniRefundResult *result =
      omni_refund_guard_cancel (what->worker->guard, what->cancellation, NULL, &error);

  if (result != NULL)
    omni_refund_result_free (result);
  return NULL;
}

static void
cancel (Worker *worker, gint64 pk, guint32 seed, guint n_threads)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  g_auto (RefundOrder) order = { NULL };
  g_autoptr (OmniCancellation) cancellation = NULL;
  GThread *threads[2];
  Press what = { worker };

  sign_in_again (worker);
  if (!refund_order_read (&order, worker->client, pk, NULL))
    return;
  for (guint i = 0; i < 8 && cancellation == NULL; i++)
    cancellation = refund_choose (&order, dice);
  if (cancellation == NULL)
    return;

  what.cancellation = cancellation;
  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("press", press, &what);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
}

static void
confirm_manual (Worker *worker, gint64 pk)
{
  g_autoptr (GPtrArray) plans = NULL;

  sign_in_again (worker);
  plans = omni_client_list_order_part (worker->client, OMNI_ORDER_PART_PLANS, pk, NULL, NULL);
  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      OmniCancellationPlan *plan = g_ptr_array_index (plans, i);
      g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (gint64));
      OmniRefundResult *result;

      for (guint n = 0; n < omni_cancellation_plan_get_n_items (plan); n++)
        g_array_append_val (items, omni_cancellation_plan_get_item (plan, n)->order_item);
      if (!omni_cancellation_plan_needs_hand (plan) || items->len == 0)
        continue;
      result = omni_refund_guard_confirm_manual (worker->guard, pk, NULL,
                                                 omni_cancellation_plan_get_pk (plan),
                                                 (gint64 *) (gpointer) items->data, items->len,
                                                 N_MANUAL_NOTE, NULL, NULL);
      if (result != NULL)
        omni_refund_result_free (result);
    }
}

/* Until everything is known. */
static void
settle (Worker *worker)
{
  gboolean is_known = FALSE;

  while (!is_known)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) results = omni_refund_guard_settle (worker->guard, 0, NULL, &error);

      g_assert_no_error (error);
      is_known = TRUE;
      for (guint i = 0; i < results->len; i++)
        is_known &= ((OmniRefundResult *) results->pdata[i])->outcome != OMNI_REFUND_UNKNOWN;
      if (!is_known)
        sign_in_again (worker);
    }
}

static int
work (const char *url, const char *path)
{
  g_autoptr (OmniProfile) profile = omni_profile_new (url, OMNI_TEST_USER);
  Worker worker = { url };
  char line[128];

  worker.client = omni_client_new (url, NULL);
  worker.database = omni_database_open (path, NULL);
  g_assert_nonnull (worker.database);
  omni_client_set_first_pause (worker.client, 1);
  sign_in_again (&worker);
  worker.guard = omni_refund_guard_new (worker.client, worker.database, profile, 3);
  omni_refund_guard_set_quiet (worker.guard, QUIET_MS);
  omni_refund_guard_set_patience (worker.guard, 0);

  puts ("ready");
  fflush (stdout);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", -1);
      guint n_words = g_strv_length (words);
      gint64 pk = n_words > 1 ? g_ascii_strtoll (words[1], NULL, 10) : 0;

      if (g_str_equal (words[0], "cancel") && n_words == 4)
        cancel (&worker, pk, (guint32) g_ascii_strtoull (words[2], NULL, 10),
                (guint) g_ascii_strtoull (words[3], NULL, 10));
      else if (g_str_equal (words[0], "manual"))
        confirm_manual (&worker, pk);
      else
        settle (&worker);
      puts ("end");
      fflush (stdout);
    }

  g_object_unref (worker.guard);
  g_object_unref (worker.client);
  omni_database_close (worker.database);
  g_object_unref (worker.database);
  return 0;
}

/*
 * The test
 */

typedef struct
{
  const char *program;
  const char *url;
  const char *path;
  GSubprocess *process;
  GDataInputStream *output;
} Hand;

static void
hand_wait (Hand *hand)
{
  g_autofree char *line = g_data_input_stream_read_line (hand->output, NULL, NULL, NULL);

  g_assert_nonnull (line);
}

static void
hand_start (Hand *hand)
{
  const char *arguments[] = { hand->program, "--work", hand->url, hand->path, NULL };
  g_autoptr (GError) error = NULL;

  hand->process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  hand->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hand->process));
  hand_wait (hand);
}

static void G_GNUC_PRINTF (2, 3)
hand_tell (Hand *hand, const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (hand->process), line, strlen (line), NULL,
                             NULL, &error);
  g_assert_no_error (error);
}

static void
hand_end (Hand *hand, gboolean kill)
{
  if (kill)
    g_subprocess_force_exit (hand->process);
  else
    g_output_stream_close (g_subprocess_get_stdin_pipe (hand->process), NULL, NULL);
  g_subprocess_wait (hand->process, NULL, NULL);
  g_clear_object (&hand->output);
  g_clear_object (&hand->process);
}

typedef enum
{
  ROUND_PLAIN,
  ROUND_DOUBLE,
  ROUND_TWO,
  ROUND_KILL,
  ROUND_MANUAL,
  ROUND_MANUAL_KILL,
  N_ROUNDS,
} Round;

static void
play (Round round, Hand *hands, gint64 pk, GRand *dice)
{
  guint32 seed = g_rand_int (dice);
  gboolean manual = round == ROUND_MANUAL || round == ROUND_MANUAL_KILL;

  if (manual)
    {
      hand_tell (&hands[0], "cancel %" G_GINT64_FORMAT " %u 1\n", pk, seed);
      hand_wait (&hands[0]);
      hand_tell (&hands[0], "manual %" G_GINT64_FORMAT "\n", pk);
    }
  else
    {
      hand_tell (&hands[0], "cancel %" G_GINT64_FORMAT " %u %u\n", pk, seed,
                 round == ROUND_DOUBLE ? 2u : 1u);
    }

  if (round == ROUND_TWO)
    {
      hand_tell (&hands[1], "cancel %" G_GINT64_FORMAT " %u 1\n", pk, seed);
      hand_wait (&hands[1]);
    }
  if (round == ROUND_KILL || round == ROUND_MANUAL_KILL)
    {
      /* Somewhere on the way; not a wait for anything. */
      g_usleep ((gulong) g_rand_int_range (dice, 0, 40000));
      hand_end (&hands[0], TRUE);
      hand_start (&hands[0]);
    }
  else
    {
      hand_wait (&hands[0]);
    }
  hand_tell (&hands[0], "settle\n");
  hand_wait (&hands[0]);
}

/* All plans there are; the session may end between two pages. */
static GPtrArray *
list_plans (OmniClient *client)
{
  for (guint i = 0; i < 20; i++)
    {
      GPtrArray *plans = omni_client_list_plans (client, NULL, NULL, NULL);

      if (plans != NULL)
        return plans;
      omni_client_sign_in (client, OMNI_TEST_USER, OMNI_TEST_PASSWORD, NULL, NULL);
    }

  g_error ("the plans cannot be read");
}

/* What was given back, by order and amount, as the server's plans have it. */
static void
count_plans (OmniClient *client, gint64 newest, GHashTable *books)
{
  g_autoptr (GPtrArray) plans = list_plans (client);

  for (guint i = 0; i < plans->len; i++)
    {
      OmniCancellationPlan *plan = g_ptr_array_index (plans, i);
      OmniMoney refund;
      OmniMoney shipping;
      OmniMoney total;
      g_autofree char *amount = NULL;
      char *key;

      if (omni_cancellation_plan_get_pk (plan) <= newest)
        continue;
      omni_cancellation_plan_get_amount (plan, OMNI_CANCELLATION_PLAN_REFUND_AMOUNT, NULL, &refund);
      omni_cancellation_plan_get_amount (plan, OMNI_CANCELLATION_PLAN_SHIPPING_REFUND_AMOUNT, NULL,
                                         &shipping);
      g_assert_true (omni_money_add (&refund, &shipping, &total, NULL));
      amount = omni_money_format (&total);
      key = g_strdup_printf ("%" G_GINT64_FORMAT " %s", omni_cancellation_plan_get_order (plan),
                             amount);
      g_hash_table_insert (books, key,
                           GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (books, key)) +
                                            1));
    }
}

/* Takes off what the clients claim; answers how much they claim. */
static guint
count_claims (const char *path, const char *url, GHashTable *books)
{
  g_autoptr (OmniProfile) profile = omni_profile_new (url, OMNI_TEST_USER);
  g_autoptr (OmniDatabase) database = omni_database_open (path, NULL);
  OmniLedgerFilter filter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      omni_database_read_ledger (database, profile, &filter, 0, 1000000, &error);
  guint n_claims = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const OmniLedgerEntry *entry = g_ptr_array_index (entries, i);
      g_auto (GStrv) words = NULL;
      g_autofree char *key = NULL;

      if (entry->outcome != OMNI_LEDGER_DONE || g_strcmp0 (entry->new_value, N_MANUAL_NOTE) == 0)
        continue;
      words = g_strsplit (entry->new_value, " ", 2);
      key = g_strdup_printf ("%" G_GINT64_FORMAT " %s", entry->order_pk, words[0]);
      if (GPOINTER_TO_INT (g_hash_table_lookup (books, key)) <= 0)
        g_error ("a refund is claimed that is not there: order %s", key);
      g_hash_table_insert (books, g_strdup (key),
                           GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (books, key)) -
                                            1));
      n_claims++;
    }

  omni_database_close (database);
  return n_claims;
}

/* In the server's own ledger every plan is made once and completed once at most. */
static guint
check_ledger (const char *path, GHashTable *made)
{
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) completed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      const char *object = strstr (*line, "\"object_id\":");

      if (object == NULL || strstr (*line, "\"content_type\":\"cancellationplan\"") == NULL)
        continue;
      if (strstr (*line, "/cancel/\"") != NULL && strstr (*line, "[null,\"waiting\"]") != NULL)
        g_assert_true (g_hash_table_add (made, g_strndup (object, strcspn (object, ","))));
      if (strstr (*line, ",\"completed\"]") != NULL)
        g_assert_true (g_hash_table_add (completed, g_strndup (object, strcspn (object, ","))));
    }

  return g_hash_table_size (completed);
}

static guint
count_left (GHashTable *books)
{
  GHashTableIter iter;
  gpointer value;
  guint n_left = 0;

  g_hash_table_iter_init (&iter, books);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n_left += (guint) GPOINTER_TO_INT (value);

  return n_left;
}

static gint64
find_newest_plan (OmniClient *client)
{
  g_autoptr (GPtrArray) plans = list_plans (client);
  gint64 newest = 0;

  for (guint i = 0; i < plans->len; i++)
    newest = MAX (newest, omni_cancellation_plan_get_pk (plans->pdata[i]));

  return newest;
}

/* Sorts out what a fault in between made of a sign-in. */
static OmniClient *
new_patient_client (const char *url)
{
  OmniClient *client = refund_sign_in (url);

  omni_client_set_first_pause (client, 1);
  return client;
}

static void
test_storm (gconstpointer program)
{
  gboolean is_long = g_getenv ("OMNI_TEST_LONG") != NULL;
  guint n_rounds = is_long ? LONG_ROUNDS : 100000;
  guint n_orders = is_long ? 12000 : 1500;
  guint seed = g_test_rand_int ();
  g_autofree char *folder = omni_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "omnidesk.db", NULL);
  g_autofree char *ledger = g_build_filename (folder, "ledger", NULL);
  g_autofree char *n_text = g_strdup_printf ("%u", n_orders);
  g_autofree char *seed_text = g_strdup_printf ("%u", seed);
  const char *options[] = { "--orders", n_text, "--seed", seed_text, "--plan-delay", "0",
                            "--ledger", ledger, "--faults", FAULTS, NULL };
  g_autoptr (OmniTestSandbox) sandbox = omni_test_sandbox_new (options);
  const char *url = omni_test_sandbox_get_url (sandbox);
  g_autoptr (OmniClient) client = new_patient_client (url);
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  g_autoptr (GHashTable) books = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) pks = refund_list_orders (client, n_orders);
  gint64 newest = find_newest_plan (client);
  gint64 end_time = g_get_monotonic_time () + SHORT_SECONDS * G_TIME_SPAN_SECOND;
  Hand hands[2] = { { program, url, path }, { program, url, path } };
  guint n_played = 0;
  guint n_claims;
  guint n_completed;

  g_test_summary ("Test that after any trouble the server's books and the clients' agree.");
  g_test_message ("seed %u", seed);

  hand_start (&hands[0]);
  hand_start (&hands[1]);
  while (n_played < n_rounds && (is_long || g_get_monotonic_time () < end_time))
    {
      play ((Round) g_rand_int_range (dice, 0, N_ROUNDS), hands,
            g_array_index (pks, gint64, n_played % pks->len), dice);
      n_played++;
    }
  hand_end (&hands[0], FALSE);
  hand_end (&hands[1], FALSE);

  g_clear_object (&client);
  client = new_patient_client (url);
  count_plans (client, newest, books);
  n_claims = count_claims (path, url, books);
  n_completed = check_ledger (ledger, made);
  g_assert_cmpuint (count_left (books), ==, 0);
  g_assert_cmpuint (g_hash_table_size (made), ==, n_claims);
  g_assert_cmpuint (n_claims, >, 0);
  g_test_message ("%u rounds: %u refunds made, all claimed once, %u completed", n_played, n_claims,
                  n_completed);
  omni_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--work"))
    return work (argv[2], argv[3]);

  omni_test_init (&argc, &argv);

  g_test_add_data_func ("/work/refund-storm/books-agree", argv[0], test_storm);

  return g_test_run ();
}
