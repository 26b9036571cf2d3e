/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omni-types.h"

G_BEGIN_DECLS

/**
 * OmniContactKind:
 *
 * Whom an order can be spoken to, and where: records of their own that a person may change.
 */
typedef enum
{
  OMNI_CONTACT_CUSTOMER, /* contract 3.4 */
  OMNI_CONTACT_ADDRESS,  /* contract 3.5 */
  OMNI_CONTACT_N_KINDS,
} OmniContactKind;

/**
 * OmniContactField:
 *
 * What of a contact may be changed.
 */
typedef enum
{
  OMNI_CONTACT_TITLE,
  OMNI_CONTACT_FIRST_NAME,
  OMNI_CONTACT_LAST_NAME,
  OMNI_CONTACT_EMAIL,
  OMNI_CONTACT_PHONE_NUMBER,
  OMNI_CONTACT_EMAIL_ALLOWED,
  OMNI_CONTACT_SMS_ALLOWED,
  OMNI_CONTACT_CALL_ALLOWED,
  OMNI_CONTACT_COUNTRY,
  OMNI_CONTACT_CITY,
  OMNI_CONTACT_TOWNSHIP,
  OMNI_CONTACT_DISTRICT,
  OMNI_CONTACT_LINE,
  OMNI_CONTACT_POSTCODE,
  OMNI_CONTACT_COMPANY_NAME,
  OMNI_CONTACT_TAX_OFFICE,
  OMNI_CONTACT_TAX_NO,
  OMNI_CONTACT_IDENTITY_NUMBER,
  OMNI_CONTACT_E_BILL_TAXPAYER,
  OMNI_CONTACT_NOTES,
  OMNI_CONTACT_N_FIELDS,
} OmniContactField;

typedef enum
{
  OMNI_CONTACT_TEXT,
  OMNI_CONTACT_MAIL,   /* an e-mail address */
  OMNI_CONTACT_PHONE,  /* a telephone number */
  OMNI_CONTACT_PLACE,  /* the key of a country, city, township or district; "" for none */
  OMNI_CONTACT_SWITCH, /* "true" or "false" */
} OmniContactFieldKind;

/**
 * OmniPlace:
 * @pk: its key
 * @parent: the key of what it lies in, or 0 where the server does not say
 * @name: (not nullable) (owned)
 *
 * A country, or a city, township or district in one.
 */
typedef struct
{
  gint64 pk;
  gint64 parent;
  char *name;
} OmniPlace;

OmniPlace            *omni_place_new_from_json     (OmniJsonReader   *reader,
                                                    OmniContactField  level);
void                  omni_place_free              (OmniPlace        *place);

gboolean              omni_contact_field_belongs   (OmniContactField  field,
                                                    OmniContactKind   kind);
gboolean              omni_contact_field_find      (const char       *name,
                                                    OmniContactField *field);
const char           *omni_contact_field_get_name  (OmniContactField  field);
const char           *omni_contact_field_get_title (OmniContactField  field);
OmniContactFieldKind  omni_contact_field_get_kind  (OmniContactField  field);
gboolean              omni_contact_field_is_needed (OmniContactField  field);
char                 *omni_contact_field_check     (OmniContactField  field,
                                                    const char       *text);

/* A customer or an address as it can be changed: a text for each field, "" for nothing and %NULL
 * for what the server does not have. Immutable, counted. */
typedef struct _OmniContact OmniContact;

OmniContact     *omni_contact_new           (OmniContactKind     kind,
                                             gint64              pk,
                                             const char * const *texts);
OmniContact     *omni_contact_new_from_json (OmniContactKind     kind,
                                             OmniJsonReader     *reader);
void             omni_contact_unref         (OmniContact        *contact);
gint64           omni_contact_get_pk        (const OmniContact  *contact);
const char      *omni_contact_get_text      (const OmniContact  *contact,
                                             OmniContactField    field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniContact, omni_contact_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniPlace, omni_place_free)

G_END_DECLS
