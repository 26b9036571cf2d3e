/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <libxml/xmlreader.h>

G_BEGIN_DECLS

/**
 * OmniXlsxPart:
 *
 * One of the files that a workbook is made of, read as a stream of XML.
 */
typedef struct _OmniXlsxPart OmniXlsxPart;

/**
 * OmniXlsxBook:
 *
 * What has to be known of a workbook before its sheets can be read: which they are, which styles
 * are dates, and the strings that cells share. Strings are on the disk. Used by one thread.
 */
typedef struct _OmniXlsxBook OmniXlsxBook;

OmniXlsxBook     *omni_xlsx_book_open        (int                fd,
                                              const char        *name,
                                              GCancellable      *cancellable,
                                              GError           **error);
void              omni_xlsx_book_free        (OmniXlsxBook      *book);
guint             omni_xlsx_book_get_n_sheets (OmniXlsxBook     *book);
OmniXlsxPart     *omni_xlsx_book_open_sheet  (OmniXlsxBook      *book,
                                              guint              index,
                                              GError           **error);
const char       *omni_xlsx_book_get_string  (OmniXlsxBook      *book,
                                              gint64             index,
                                              gsize             *length);
gboolean          omni_xlsx_book_is_date     (OmniXlsxBook      *book,
                                              gint64             style);
gboolean          omni_xlsx_book_since_1904  (OmniXlsxBook      *book);
gboolean          omni_xlsx_book_fail        (OmniXlsxBook      *book,
                                              const char        *reason,
                                              GError           **error);

xmlTextReader    *omni_xlsx_part_get_reader  (OmniXlsxPart      *part);
gboolean          omni_xlsx_part_next        (OmniXlsxPart      *part,
                                              GError           **error);
char             *omni_xlsx_part_dup_attribute (OmniXlsxPart    *part,
                                              const char        *name);
gint64            omni_xlsx_part_get_int     (OmniXlsxPart      *part,
                                              const char        *name,
                                              gint64             fallback);
void              omni_xlsx_part_free        (OmniXlsxPart      *part);
void              omni_xlsx_decode           (GString           *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniXlsxBook, omni_xlsx_book_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OmniXlsxPart, omni_xlsx_part_free)

G_END_DECLS
