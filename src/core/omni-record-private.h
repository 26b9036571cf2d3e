/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/* How the immutable things that the server sends are decoded. Each has a structure and a table that
 * says which member of the JSON object goes where in it. All texts of one record stand behind its
 * structure, in the same block of memory, and the structure holds their offsets: an order with
 * thirty texts is one allocation. */

/* Where a text stands behind its record; 0 is no text. */
typedef guint32 OmniTextOffset;

/* Gathers the texts of a record while it is decoded. Lives on the stack. */
typedef struct
{
  char *data;         /* (owned) unless it is @first_data */
  gsize length;
  gsize size;
  char first_data[1024];
} OmniTexts;

/* Something that is named by its key in flat answers and by an object in nested ones. */
typedef struct
{
  gint64 pk;
  OmniTextOffset name;
} OmniReference;

typedef enum
{
  OMNI_MEMBER_TEXT,   /* OmniTextOffset: a text, or a number as it is written */
  OMNI_MEMBER_STATUS, /* OmniTextOffset: a status by code or name, kept as its code */
  OMNI_MEMBER_NAME,   /* OmniTextOffset: the name of an object; nothing when only its key is sent */
  OMNI_MEMBER_PK,     /* gint64 */
  OMNI_MEMBER_ID,     /* gint64: the key's other name, which "pk" goes before */
  OMNI_MEMBER_REFERENCE, /* OmniReference */
  OMNI_MEMBER_TIME,      /* OmniTime */
  OMNI_MEMBER_AMOUNT,    /* OmniMoney, still without its currency */
  OMNI_MEMBER_BOOLEAN,   /* gboolean */
  OMNI_MEMBER_OTHER,     /* read by the type's read_other() */
} OmniMemberKind;

typedef struct
{
  const char *name;
  OmniMemberKind kind;
  gsize offset; /* in the structure; for OTHER whatever read_other() makes of it */
} OmniMember;

typedef struct
{
  gsize size; /* of the structure */
  const OmniMember *members;
  guint n_members;
  void (*read_other) (OmniJsonReader *reader,
                      const OmniMember *member,
                      gpointer record,
                      OmniTexts *texts);

  gsize initialized;
  guint8 slots[256];        /* member + 1 by the hash of its name */
  guint8 name_lengths[256]; /* of the members in @slots */
} OmniRecordType;

void            omni_texts_init        (OmniTexts       *texts);
void            omni_texts_clear       (OmniTexts       *texts);
OmniTextOffset  omni_texts_add         (OmniTexts       *texts,
                                        const char      *text,
                                        gsize            length);
OmniTextOffset  omni_texts_add_full_name (OmniTexts     *texts,
                                        OmniTextOffset   first_name,
                                        OmniTextOffset   last_name);

OmniTextOffset  omni_texts_add_number  (OmniTexts       *texts,
                                        gint64           number);

void            omni_record_read       (OmniRecordType  *type,
                                        OmniJsonReader  *reader,
                                        gpointer         record,
                                        OmniTexts       *texts);
gboolean        omni_record_read_or_pk (OmniRecordType  *type,
                                        OmniJsonReader  *reader,
                                        gpointer         record,
                                        gint64          *pk,
                                        OmniTexts       *texts);
gpointer        omni_record_new        (OmniRecordType  *type,
                                        gconstpointer    record,
                                        const OmniTexts *texts);

gboolean        omni_record_get_amount (const OmniMoney *amount,
                                        OmniMoney       *money);
void            omni_record_set_currency (OmniMoney     *amounts,
                                        guint            n_amounts,
                                        const char      *currency);

/* @behind is the address behind the record's structure: (record + 1). */
static inline const char *
omni_record_get_text (gconstpointer behind, OmniTextOffset offset)
{
  return offset != 0 ? (const char *) behind + offset : NULL;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniTexts, omni_texts_clear)

G_END_DECLS
