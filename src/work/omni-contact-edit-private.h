/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-contact-edit.h"

G_BEGIN_DECLS

struct _OmniContactEdit
{
  GObject parent_instance;

  OmniSession *session;      /* (owned) */
  GCancellable *cancellable; /* (owned): reading only; what is being saved is not given up */
  OmniContactKind kind;
  gint64 pk;
  gint64 channel;
  gint64 order_pk;
  char *order_number;        /* (nullable) (owned) */
  char *draft_key;           /* (owned) */

  OmniContactEditState state;
  GError *error;             /* (nullable) (owned): why reading or saving failed last */
  gboolean waits;            /* for somebody to sign in, to go on saving */
  OmniTime restored;         /* when what was found on this computer was put away */
  guint taken;               /* a bit for each field that somebody else changed meanwhile */
  guint draft_id;            /* the source that puts the draft away, or 0 */

  char *base[OMNI_CONTACT_N_FIELDS];    /* (nullable) (owned): the server's; none: no such field */
  char *mine[OMNI_CONTACT_N_FIELDS];    /* (nullable) (owned): as it was typed */
  char *theirs[OMNI_CONTACT_N_FIELDS];  /* (nullable) (owned): in conflict with mine */
  char *problems[OMNI_CONTACT_N_FIELDS]; /* (nullable) (owned) */
  GHashTable *place_names;   /* (owned) (element-type utf8 utf8): by key, of what was listed */
};

/* omni-contact-edit.c */
void  omni_contact_edit_set_state   (OmniContactEdit       *self,
                                     OmniContactEditState   state,
                                     GError                *error);
void  omni_contact_edit_touch_draft (OmniContactEdit       *self);
void  omni_contact_edit_keep_draft  (OmniContactEdit       *self);
void  omni_contact_edit_emit        (OmniContactEdit       *self);

/* omni-contact-edit-fields.c */
void  omni_contact_edit_set         (char                 **place,
                                     const char            *text);
char *omni_contact_edit_dup_wanted  (OmniContactEdit       *self,
                                     OmniContactField       field);
void  omni_contact_edit_check       (OmniContactEdit       *self,
                                     OmniContactField       field);
char *omni_contact_edit_dup_other_words (OmniContactEdit   *self,
                                     OmniContactField       field,
                                     const char            *text);

G_END_DECLS
