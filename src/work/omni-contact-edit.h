/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-contact.h"
#include "omni-session.h"

G_BEGIN_DECLS

/**
 * OmniContactEditState:
 *
 * How far an edit is.
 */
typedef enum
{
  OMNI_CONTACT_EDIT_LOADING, /* what the server has is being read */
  OMNI_CONTACT_EDIT_FAILED,  /* it could not be read */
  OMNI_CONTACT_EDIT_READY,   /* a person can type */
  OMNI_CONTACT_EDIT_SAVING,
  OMNI_CONTACT_EDIT_SAVED,   /* the server has it */
} OmniContactEditState;

/**
 * OmniContactEdit:
 *
 * Somebody changes a customer or an address. Only what was changed is sent, and what the server has
 * is read again right before: a field that somebody else changed meanwhile, to something else, is
 * in conflict until the person has chosen. What was typed is kept on this computer until it was
 * saved or thrown away, so that it survives a crash; an expired session only makes saving wait.
 * When the answer is lost, what happened is read back.
 *
 * Signals: #OmniContactEdit::changed when anything did.
 */
#define OMNI_TYPE_CONTACT_EDIT (omni_contact_edit_get_type ())
G_DECLARE_FINAL_TYPE (OmniContactEdit, omni_contact_edit, OMNI, CONTACT_EDIT, GObject)

OmniContactEdit      *omni_contact_edit_new          (OmniSession      *session,
                                                      OmniContactKind   kind,
                                                      gint64            pk,
                                                      gint64            channel,
                                                      gint64            order_pk,
                                                      const char       *order_number);
void                  omni_contact_edit_load         (OmniContactEdit  *self);
OmniSession          *omni_contact_edit_get_session  (OmniContactEdit  *self);
OmniContactKind       omni_contact_edit_get_kind     (OmniContactEdit  *self);
gint64                omni_contact_edit_get_pk       (OmniContactEdit  *self);
OmniContactEditState  omni_contact_edit_get_state    (OmniContactEdit  *self);
const GError         *omni_contact_edit_get_error    (OmniContactEdit  *self);
OmniTime              omni_contact_edit_get_restored (OmniContactEdit  *self);
guint                 omni_contact_edit_get_taken    (OmniContactEdit  *self);

gboolean              omni_contact_edit_has          (OmniContactEdit  *self,
                                                      OmniContactField  field);
const char           *omni_contact_edit_get_text     (OmniContactEdit  *self,
                                                      OmniContactField  field);
void                  omni_contact_edit_set_text     (OmniContactEdit  *self,
                                                      OmniContactField  field,
                                                      const char       *text);
gboolean              omni_contact_edit_is_changed   (OmniContactEdit  *self,
                                                      OmniContactField  field);
guint                 omni_contact_edit_count_changed (OmniContactEdit *self);
const char           *omni_contact_edit_get_problem  (OmniContactEdit  *self,
                                                      OmniContactField  field);
const char           *omni_contact_edit_get_theirs   (OmniContactEdit  *self,
                                                      OmniContactField  field);
void                  omni_contact_edit_resolve      (OmniContactEdit  *self,
                                                      OmniContactField  field,
                                                      gboolean          keep_mine);
gboolean              omni_contact_edit_can_save     (OmniContactEdit  *self);
void                  omni_contact_edit_save         (OmniContactEdit  *self);
void                  omni_contact_edit_discard      (OmniContactEdit  *self);
void                  omni_contact_edit_cancel       (OmniContactEdit  *self);

char                 *omni_contact_edit_dup_words    (OmniContactEdit  *self,
                                                      OmniContactField  field,
                                                      const char       *text);

void                  omni_contact_edit_list_places_async  (OmniContactEdit      *self,
                                                            OmniContactField      level,
                                                            gint64                parent,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
GPtrArray            *omni_contact_edit_list_places_finish (OmniContactEdit      *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

G_END_DECLS
