/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-database.h"

G_BEGIN_DECLS

/**
 * OmniIntentKind:
 *
 * What is meant to be done.
 */
typedef enum
{
  OMNI_INTENT_CANCEL,        /* cancel, return, or give the shipping fee back */
  OMNI_INTENT_MANUAL_REFUND, /* say that a refund has been made by hand */
  OMNI_INTENT_PAYMENT_PLAN,  /* say by which way money goes back */
  OMNI_INTENT_REJECT,        /* reject what a customer asks for */
} OmniIntentKind;

/**
 * OmniIntentState:
 *
 * How far it is.
 */
typedef enum
{
  OMNI_INTENT_PREPARED, /* nothing was sent */
  OMNI_INTENT_SENT,     /* it was or is about to be sent, and what came of it is not known */
  OMNI_INTENT_DONE,
  OMNI_INTENT_NOT_DONE,
} OmniIntentState;

/**
 * OmniIntent:
 * @id: (not nullable) (owned): its name, made by this computer
 * @order: the order's primary key
 * @order_number: (nullable) (owned): the order's number
 * @kind: what is meant to be done
 * @thing: the primary key of the plan or the request that it is about, or 0
 * @body: (not nullable) (owned): what is asked for, as its kind writes it
 * @before: (not nullable) (owned): what was there before, as its kind writes it
 * @state: how far it is
 * @begun: when it was begun, in microseconds since the epoch
 * @not_before: when it can be known at the earliest that nothing was done, likewise
 *
 * What a person confirmed and what is on the disk before the server is asked.
 */
typedef struct
{
  char *id;
  gint64 order;
  char *order_number;
  OmniIntentKind kind;
  gint64 thing;
  char *body;
  char *before;
  OmniIntentState state;
  gint64 begun;
  gint64 not_before;
} OmniIntent;

OmniIntent *omni_intent_new                  (OmniIntentKind         kind,
                                              gint64                 order,
                                              const char            *order_number,
                                              gint64                 thing,
                                              const char            *body);
void        omni_intent_free                 (OmniIntent            *intent);

/* The journal of what moves money. All of this waits for the database, so it is for jobs and
 * threads. */
gboolean    omni_database_begin_intent       (OmniDatabase          *self,
                                              const OmniProfile     *profile,
                                              const OmniIntent      *intent,
                                              GError               **error);
gboolean    omni_database_note_intent_sent   (OmniDatabase          *self,
                                              const OmniIntent      *intent,
                                              GError               **error);
gboolean    omni_database_end_intent         (OmniDatabase          *self,
                                              const OmniProfile     *profile,
                                              const OmniIntent      *intent,
                                              const char            *outcome,
                                              GPtrArray             *ledger,
                                              GError               **error);
gboolean    omni_database_release_intent     (OmniDatabase          *self,
                                              const OmniIntent      *intent,
                                              GError               **error);
GPtrArray  *omni_database_take_intents       (OmniDatabase          *self,
                                              const OmniProfile     *profile,
                                              gint64                 order,
                                              GError               **error);
gboolean    omni_intents_are_about           (GPtrArray             *intents,
                                              gint64                 order);
GPtrArray  *omni_database_list_intents       (OmniDatabase          *self,
                                              const OmniProfile     *profile,
                                              GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniIntent, omni_intent_free)

G_END_DECLS
