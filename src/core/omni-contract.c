/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "omni-contract.h"

#include "omni-html-text.h"
#include "omni-record-private.h"

struct _OmniContract
{
  gatomicrefcount ref_count;
  OmniTextOffset slug;
  OmniTextOffset name;
  OmniTextOffset text;
  OmniTime created_date;
};

static const OmniMember members[] = {
  { "slug", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniContract, slug) },
  { "name", OMNI_MEMBER_TEXT, G_STRUCT_OFFSET (OmniContract, name) },
  { "created_date", OMNI_MEMBER_TIME, G_STRUCT_OFFSET (OmniContract, created_date) },
  { "content", OMNI_MEMBER_OTHER, 0 },
};

/* Nothing of the page but its text is kept: there is nothing left that could run or be loaded. */
static void
read_content (OmniJsonReader *reader, const OmniMember *member, gpointer record, OmniTexts *texts)
{
  OmniContract *contract = record;
  g_autofree char *html = omni_json_reader_dup_text (reader);
  g_autofree char *text = html != NULL ? omni_html_to_text (html) : NULL;

  contract->text = text != NULL ? omni_texts_add (texts, text, strlen (text)) : 0;
}

static OmniRecordType contract_type = {
  .size = sizeof (OmniContract),
  .members = members,
  .n_members = G_N_ELEMENTS (members),
  .read_other = read_content,
};

/**
 * omni_contract_new_from_json:
 * @reader: (not nullable): a reader at a contract
 *
 * Decodes a contract of an order (contract 3.17). What is wrong is kept by @reader.
 *
 * Returns: (nullable) (transfer full): the contract, or %NULL on an error
 */
OmniContract *
omni_contract_new_from_json (OmniJsonReader *reader)
{
  g_auto (OmniTexts) texts;
  OmniContract contract;

  omni_texts_init (&texts);
  omni_record_read (&contract_type, reader, &contract, &texts);
  if (omni_json_reader_has_error (reader))
    return NULL;

  g_atomic_ref_count_init (&contract.ref_count);

  return omni_record_new (&contract_type, &contract, &texts);
}

OmniContract *
omni_contract_ref (OmniContract *contract)
{
  g_atomic_ref_count_inc (&contract->ref_count);
  return contract;
}

void
omni_contract_unref (OmniContract *contract)
{
  if (g_atomic_ref_count_dec (&contract->ref_count))
    g_free (contract);
}

const char *
omni_contract_get_slug (const OmniContract *contract)
{
  return omni_record_get_text (contract + 1, contract->slug);
}

const char *
omni_contract_get_name (const OmniContract *contract)
{
  return omni_record_get_text (contract + 1, contract->name);
}

OmniTime
omni_contract_get_created_date (const OmniContract *contract)
{
  return contract->created_date;
}

/**
 * omni_contract_get_text:
 * @contract: (not nullable): a contract
 *
 * Returns: (nullable) (transfer none): what it says, as plain text
 */
const char *
omni_contract_get_text (const OmniContract *contract)
{
  return omni_record_get_text (contract + 1, contract->text);
}
