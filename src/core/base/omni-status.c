/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-status.h"

#include <glib/gi18n-lib.h>

/* Contract section 3.3, in the order of the codes. */
static const OmniStatus statuses[] = {
  { "50", "cancellation_waiting", N_ ("Cancellation waiting"), OMNI_STATUS_COLOR_TROUBLE },
  { "100", "canceled", N_ ("Cancelled"), OMNI_STATUS_COLOR_ENDED },
  { "200", "waiting", N_ ("Waiting"), OMNI_STATUS_COLOR_WAITING },
  { "300", "payment_waiting", N_ ("Payment waiting"), OMNI_STATUS_COLOR_WAITING },
  { "350", "confirmation_waiting", N_ ("Confirmation waiting"), OMNI_STATUS_COLOR_WAITING },
  { "400", "approved", N_ ("Approved"), OMNI_STATUS_COLOR_ACTIVE },
  { "450", "preparing", N_ ("Preparing"), OMNI_STATUS_COLOR_ACTIVE },
  { "500", "shipped", N_ ("Shipped"), OMNI_STATUS_COLOR_MOVING },
  { "510", "shipped_and_informed", N_ ("Shipped and informed"), OMNI_STATUS_COLOR_MOVING },
  { "520", "ready_for_pickup", N_ ("Ready for pickup"), OMNI_STATUS_COLOR_MOVING },
  { "540", "attempted_delivery", N_ ("Attempted delivery"), OMNI_STATUS_COLOR_TROUBLE },
  { "544", "review_started", N_ ("Review started"), OMNI_STATUS_COLOR_ACTIVE },
  { "545", "review_waiting", N_ ("Review waiting"), OMNI_STATUS_COLOR_WAITING },
  { "546", "waiting_for_payment", N_ ("Waiting for payment"), OMNI_STATUS_COLOR_WAITING },
  { "547", "paid", N_ ("Paid"), OMNI_STATUS_COLOR_ACTIVE },
  { "550", "delivered", N_ ("Delivered"), OMNI_STATUS_COLOR_DONE },
  { "600", "refunded", N_ ("Refunded"), OMNI_STATUS_COLOR_ENDED },
};

/* The states of an item's cancellation (contract section 3.3). */
static const struct
{
  const char *word;
  const char *label;
} cancel_statuses[] = {
  { "waiting", N_ ("Waiting for a decision") },
  { "confirmation_waiting", N_ ("Confirmation waiting") },
  { "confirmed", N_ ("Confirmed") },
  { "approved", N_ ("Approved") },
  { "rejected", N_ ("Rejected") },
  { "waiting_for_payment", N_ ("Waiting for payment") },
};

/**
 * omni_status_get_all:
 * @n_statuses: (out) (optional): how many there are
 *
 * Returns: (array length=n_statuses) (transfer none): the known statuses, by code
 */
const OmniStatus *
omni_status_get_all (guint *n_statuses)
{
  if (n_statuses != NULL)
    *n_statuses = G_N_ELEMENTS (statuses);
  return statuses;
}

/**
 * omni_status_find:
 * @code_or_name: (nullable): a code ("450") or a name ("preparing"; both spellings of "cancelled")
 *
 * Returns: (nullable) (transfer none): the status, or %NULL for one that is not in the contract
 */
const OmniStatus *
omni_status_find (const char *code_or_name)
{
  if (code_or_name == NULL)
    return NULL;

  /* One of the published sources writes the name with two "l". */
  if (strcmp (code_or_name, "cancelled") == 0)
    code_or_name = "canceled";

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const char *key = g_ascii_isdigit (code_or_name[0]) ? statuses[i].code : statuses[i].name;

      if (key[0] == code_or_name[0] && strcmp (key, code_or_name) == 0)
        return &statuses[i];
    }

  return NULL;
}

/**
 * omni_status_get_label:
 * @code_or_name: (nullable): as the server gave it
 *
 * Returns: (nullable) (transfer none): the label in the user's language, or @code_or_name itself
 *   where it is not known
 */
const char *
omni_status_get_label (const char *code_or_name)
{
  const OmniStatus *status = omni_status_find (code_or_name);

  return status != NULL ? _ (status->label) : code_or_name;
}

/**
 * omni_status_get_code:
 * @code_or_name: (nullable): as the server gave it
 *
 * Returns: (nullable) (transfer none): the code, or @code_or_name itself where it is not known
 */
const char *
omni_status_get_code (const char *code_or_name)
{
  const OmniStatus *status = omni_status_find (code_or_name);

  return status != NULL ? status->code : code_or_name;
}

/**
 * omni_cancel_status_get_label:
 * @cancel_status: (nullable): the state of an item's cancellation, as the server gave it
 *
 * Returns: (nullable) (transfer none): the label in the user's language, or @cancel_status itself
 *   where it is not known
 */
const char *
omni_cancel_status_get_label (const char *cancel_status)
{
  for (guint i = 0; i < G_N_ELEMENTS (cancel_statuses); i++)
    {
      if (g_strcmp0 (cancel_statuses[i].word, cancel_status) == 0)
        return _ (cancel_statuses[i].label);
    }

  return cancel_status;
}
