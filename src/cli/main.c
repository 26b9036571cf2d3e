/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-interrupt.h"
#include "omni-cli-text.h"
#include "omni-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

static const OmniCliCommand commands[] = {
  { "sign-in", NULL, N_ ("Sign in, and have the key store keep the session."),
    N_ ("What is not given is taken from OMNIDESK_SERVER, OMNIDESK_USERNAME and "
        "OMNIDESK_PASSWORD,\n"
        "then from the last session, then asked for at the terminal."),
    omni_cli_sign_in },
  { "sign-out", NULL, N_ ("End the session that was kept."), NULL, omni_cli_sign_out },
  { "whoami", NULL, N_ ("Say who is signed in where."), NULL, omni_cli_whoami },
  { "orders list", NULL, N_ ("Write the orders that match."),
    N_ ("Several values of one filter are alternatives; several filters all hold. In JSON every "
        "value\n"
        "is a text: codes for statuses, exact amounts, times in UTC.\n"
        "A day is 2025-03-04, today, yesterday, 7d, 12h, this-week, last-week, this-month, "
        "last-month or\n"
        "this-year. A set of columns has an @ in front: @default, @all, @shipping, @accounting, "
        "@items."),
    omni_cli_orders_list },
  { "orders show", "NUMBER", N_ ("Write everything about one order."), NULL, omni_cli_orders_show },
  { "orders export", NULL, N_ ("Write orders to a CSV or Excel file."),
    N_ ("The newest order comes first, or the orders come as --numbers names them. The file "
        "appears when it is\n"
        "complete. Orders that come in meanwhile are not in it."),
    omni_cli_orders_export },
  { "orders find", "TEXT", N_ ("Write the orders that a number, an address or some words mean."),
    N_ ("An order number, an e-mail address, a phone, tracking or invoice number is recognised "
        "and\n"
        "asked for first, a list of numbers too; what is not found so is searched for. Exact hits\n"
        "come first."),
    omni_cli_orders_find },
  { "orders cancel", "NUMBER",
    N_ ("Cancel or return items or an order, or give the shipping fee back."),
    N_ ("Without --yes it is only said how much would go back. What is asked for is written down\n"
        "first and never asked for twice; when an answer is lost, the order and its plans are "
        "read\n"
        "until it is known what came of it, and until then nothing else is done to the order."),
    omni_cli_orders_cancel },
  { "plans list", NULL, N_ ("Write the cancellation plans that need a refund by hand, or others."),
    N_ ("A line for each: key, order, kind, status, amount."), omni_cli_plans_list },
  { "plans refund-made", "PLAN", N_ ("Say that the refund of a plan has been made by hand."), NULL,
    omni_cli_plans_refund_made },
  { "requests list", NULL, N_ ("Write the cancellation requests that wait for a decision."),
    N_ ("A line for each: key, item, kind, easy-return code, description."),
    omni_cli_requests_list },
  { "requests reject", "REQUEST", N_ ("Reject a cancellation request."), NULL,
    omni_cli_requests_reject },
  { "activity export", NULL, N_ ("Write what was done from this computer to a file."),
    N_ ("Everything that moved money is in it, and with --money nothing else: when, what, which "
        "order,\n"
        "how much, and what the server said. The newest entry comes first."),
    omni_cli_activity_export },
  { "views list", NULL, N_ ("Write the saved views, each with the options that it stands for."),
    NULL, omni_cli_views_list },
  { "views save", "NAME", N_ ("Keep filters, sort and columns under a name."),
    N_ ("Relative days (today, 7d, this-month) stay relative."), omni_cli_views_save },
  { "views delete", "NAME", N_ ("Delete a view."), NULL, omni_cli_views_delete },
  { "views rename", "NAME NEW-NAME", N_ ("Give a view another name."), NULL,
    omni_cli_views_rename },
  { "views export", "NAME", N_ ("Write a view as a small file for somebody else."), NULL,
    omni_cli_views_export },
  { "views import", "FILE", N_ ("Keep a view that somebody gave as a file."), NULL,
    omni_cli_views_import },
  { "selections list", NULL, N_ ("Write the saved selections of orders."), NULL,
    omni_cli_selections_list },
  { "selections show", "NAME", N_ ("Write the order numbers of a selection."), NULL,
    omni_cli_selections_show },
  { "selections save", "NAME", N_ ("Keep the orders that match now, or that are named."),
    N_ ("The selection is frozen: orders that come in later are never in it."),
    omni_cli_selections_save },
  { "selections add", "NAME OTHER", N_ ("Add another selection to one."), NULL,
    omni_cli_selections_add },
  { "selections subtract", "NAME OTHER", N_ ("Take another selection out of one."), NULL,
    omni_cli_selections_subtract },
  { "selections intersect", "NAME OTHER", N_ ("Keep what is in another selection too."), NULL,
    omni_cli_selections_intersect },
  { "selections rename", "NAME NEW-NAME", N_ ("Give a selection another name."), NULL,
    omni_cli_selections_rename },
  { "selections delete", "NAME", N_ ("Delete a selection."), NULL, omni_cli_selections_delete },
  { "update template", NULL, N_ ("Write an order-update file to fill in."),
    N_ ("Without filters the file is empty, with an example; with filters or --numbers it has the\n"
        "items of those orders and their present values."),
    omni_cli_update_template },
  { "update check", "FILE", N_("Check an order-update file, without a server."),
    N_("It ends with 1 when a row has an error. The shipping companies are those of the last\n"
       "sign-in."),
    omni_cli_update_check },
  { "update preview", "FILE", N_("Say what an order-update file would change."),
    N_("Nothing is changed. Rows that the back office has that way already are left out."),
    omni_cli_update_preview },
  { "update apply", "FILE", N_("Apply an order-update file."),
    N_("Rows with errors are left out. A run that was interrupted, also by a crash, goes on with\n"
       "--resume: what was done is not done again."),
    omni_cli_update_apply },
  { "carriers list", NULL, N_("Write how the reports of carriers are read."), NULL,
    omni_cli_carriers_list },
  { "carriers save", "NAME", N_("Say once how the reports of a carrier are read."),
    N_("For example: --column “order_number=Referans No” --column “tracking_number=Takip No”\n"
        "--column status=Durum --word “Teslim Edildi=delivered” --set shipping_company=yurtici"),
    omni_cli_carriers_save },
  { "carriers delete", "NAME", N_("Forget how the reports of a carrier are read."), NULL,
    omni_cli_carriers_delete },
  { "carriers convert", "NAME FILE", N_("Make an order-update file of a carrier's report."),
    N_("A row that names an order and no product is about all of its items that can still "
        "change.\nWhat does not fit is written line by line."),
    omni_cli_carriers_convert },
};

/* The first word of the command's name is all of @words[0]; of two words, the second is
 * @words[1]. */
static gboolean
is_command (const OmniCliCommand *command,
            char                **words,
            guint                *n_words)
{
  g_auto (GStrv) name = g_strsplit (command->name, " ", 2);

  *n_words = g_strv_length (name);
  for (guint i = 0; i < *n_words; i++)
    if (words[i] == NULL || !g_str_equal (words[i], name[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_help (const char *word)
{
  return g_str_equal (word, "--help") || g_str_equal (word, "-h") || g_str_equal (word, "help");
}

static void
print_help (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint width = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    width = MAX (width, omni_cli_text_width (commands[i].name));

  g_string_append_printf (text, "%s\n  omnidesk-cli %s\n\n%s\n", _("Usage:"),
                          _("COMMAND [OPTION…]"), _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_string_append (text, "  ");
      omni_cli_append_cell (text, commands[i].name, width + 2, FALSE);
      g_string_append_printf (text, "%s\n", _(commands[i].summary));
    }

  g_string_append_printf (
      text, "\n%s\n  --help, --version\n\n%s\n\n%s\n", _("Options:"),
      _("“omnidesk-cli COMMAND --help” tells more about a command. Scripts that have no key "
         "store set\nOMNIDESK_SERVER and OMNIDESK_TOKEN, or OMNIDESK_USERNAME and "
         "OMNIDESK_PASSWORD."),
      _("Exit status: 0 all done; 1 some rows or a file failed; 2 usage; 3 not signed in or "
         "refused;\n4 server or network; 5 an outcome is unknown; 130 interrupted."));
  omni_cli_print (text->str);
}

/* Says what can have been meant; "orders --help" is understood. */
static OmniCliExit
answer_unknown_command (OmniCli *cli,
                        char   **words)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *typed = NULL;
  gboolean is_group = FALSE;
  const char *suggestion;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *group = g_strdup_printf ("%s ", words[0]);

      g_ptr_array_add (names, (gpointer) commands[i].name);
      is_group = is_group || g_str_has_prefix (commands[i].name, group);
    }
  g_ptr_array_add (names, NULL);

  if (is_group && words[1] != NULL && is_help (words[1]))
    {
      print_help ();
      return OMNI_CLI_DONE;
    }

  if (is_group && words[1] == NULL)
    return omni_cli_fail_usage (cli, _("“%s” needs a second word."), words[0]);

  typed = words[1] != NULL ? g_strjoin (" ", words[0], words[1], NULL) : g_strdup (words[0]);
  suggestion = omni_cli_suggest (typed, (const char * const *) names->pdata);
  if (suggestion == NULL)
    suggestion = omni_cli_suggest (words[0], (const char * const *) names->pdata);

  if (suggestion != NULL)
    return omni_cli_fail_usage (cli, _("There is no command “%s”. Did you mean “%s”?"), typed,
                                suggestion);

  return omni_cli_fail_usage (cli, _("There is no command “%s”."), typed);
}

static OmniCliExit
run_command (OmniCli *cli,
             char   **words)
{
  if (words[0] == NULL)
    return omni_cli_fail_usage (cli, _("A command was expected."));

  if (is_help (words[0]))
    {
      print_help ();
      return OMNI_CLI_DONE;
    }

  if (g_str_equal (words[0], "--version"))
    {
      omni_cli_print ("omnidesk-cli " PACKAGE_VERSION "\n");
      return OMNI_CLI_DONE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      guint n_words = 0;

      if (is_command (&commands[i], words, &n_words))
        {
          cli->command = &commands[i];
          return cli->command->run (cli, g_strdupv (words + n_words));
        }
    }

  return answer_unknown_command (cli, words);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  OmniCli cli = { .cancellable = cancellable };
  const char *locale_folder = g_getenv ("OMNIDESK_LOCALEDIR");
  OmniCliExit exit_code;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  omni_cli_interrupt_watch (cancellable);

  exit_code = run_command (&cli, argv + 1);
  if (!omni_cli_finish_output (&error) && exit_code == OMNI_CLI_DONE)
    exit_code = omni_cli_fail (&cli, error);

  return (int) exit_code;
}
