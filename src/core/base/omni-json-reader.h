/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OmniJsonKind:
 *
 * The kind of the value that stands next in the text.
 */
typedef enum
{
  OMNI_JSON_NONE, /* nothing left, or an error */
  OMNI_JSON_OBJECT,
  OMNI_JSON_ARRAY,
  OMNI_JSON_TEXT,
  OMNI_JSON_NUMBER,
  OMNI_JSON_BOOLEAN,
  OMNI_JSON_NULL,
} OmniJsonKind;

/**
 * OmniJsonSlice:
 * @data: (not nullable) (not zero-terminated): the first byte
 * @length: how many bytes
 *
 * A piece of text that belongs to the reader or to its input.
 */
typedef struct
{
  const char *data;
  gsize length;
} OmniJsonSlice;

#define OMNI_JSON_MAX_DEPTH 64

/**
 * OmniJsonReader:
 *
 * A strict pull reader of RFC 8259 text, used for everything that is read. It works on one
 * complete text in memory, checks UTF-8 once, allocates nothing for what is skipped, and
 * hands numbers out as their decimal text. The first error sticks: every later call answers
 * %FALSE, %NULL or %OMNI_JSON_NONE, so a decoder reads straight down and asks once, at the
 * end, with omni_json_reader_finish(). Lives on the stack; omni_json_reader_clear() frees
 * what it owns.
 */
typedef struct
{
  /*< private >*/
  const char *start;      /* (borrowed) the whole text */
  const char *at;         /* where reading goes on */
  const char *end;
  const char *value;      /* (nullable) the value that was looked at last, for errors */
  const char *named;      /* (nullable) the value that @name belongs to */
  OmniJsonSlice name;     /* the last member's name as it stands in the text, for errors */
  GString *scratch;       /* (owned) (nullable) the last text that had escapes */
  GError *error;          /* (owned) (nullable) the first error */
  guint depth;
  gboolean pending;       /* a value stands next and was not read yet */
  gboolean first;         /* no member or element of the open container was read yet */
  char containers[OMNI_JSON_MAX_DEPTH]; /* '{' or '[' for each open container */
} OmniJsonReader;

void          omni_json_reader_init         (OmniJsonReader  *reader,
                                             const char      *text,
                                             gssize           length);
void          omni_json_reader_clear        (OmniJsonReader  *reader);
gboolean      omni_json_reader_finish       (OmniJsonReader  *reader,
                                             GError         **error);
gboolean      omni_json_reader_has_error    (OmniJsonReader  *reader);
void          omni_json_reader_fail         (OmniJsonReader  *reader,
                                             const char      *format,
                                             ...) G_GNUC_PRINTF (2, 3);

OmniJsonKind  omni_json_reader_peek         (OmniJsonReader  *reader);
gboolean      omni_json_reader_begin_object (OmniJsonReader  *reader);
gboolean      omni_json_reader_next_member  (OmniJsonReader  *reader,
                                             OmniJsonSlice   *name);
gboolean      omni_json_reader_begin_array  (OmniJsonReader  *reader);
gboolean      omni_json_reader_next_element (OmniJsonReader  *reader);
gboolean      omni_json_reader_skip         (OmniJsonReader  *reader);
gboolean      omni_json_reader_read_raw     (OmniJsonReader  *reader,
                                             OmniJsonSlice   *raw);

gboolean      omni_json_reader_read_text    (OmniJsonReader  *reader,
                                             OmniJsonSlice   *text);
gboolean      omni_json_reader_read_number  (OmniJsonReader  *reader,
                                             OmniJsonSlice   *number);
gboolean      omni_json_reader_read_boolean (OmniJsonReader  *reader,
                                             gboolean        *value);
gboolean      omni_json_reader_read_null    (OmniJsonReader  *reader);

/* Tolerant readings that the contract asks for (string or number, null where a value may be
 * missing). */
gboolean      omni_json_reader_read_any_text (OmniJsonReader *reader,
                                             OmniJsonSlice   *text);
char         *omni_json_reader_dup_text     (OmniJsonReader  *reader);
gboolean      omni_json_reader_read_int64   (OmniJsonReader  *reader,
                                             gint64          *value);

gboolean      omni_json_slice_equal         (const OmniJsonSlice *slice,
                                             const char          *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OmniJsonReader, omni_json_reader_clear)

G_END_DECLS
