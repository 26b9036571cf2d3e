/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-xlsx-book.h"

#include "omni-error.h"
#include "omni-spool.h"
#include "omni-xlsx-date.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_SIZE (64 * 1024)

/* Packed files can be made to unpack without end. */
#define MAX_PART_SIZE (G_GUINT64_CONSTANT (4) * 1024 * 1024 * 1024)
#define MAX_SHEETS 1000
#define MAX_STYLES 100000
#define MAX_STRINGS 20000000

struct _OmniXlsxPart
{
  OmniXlsxBook *book; /* (not nullable) (borrowed) */
  struct archive *archive;
  xmlTextReader *reader;
  guint64 n_read;
  GError *failure; /* (nullable) (owned) of the archive, which the reader does not know */
};

struct _OmniXlsxBook
{
  int fd;
  char *name;                /* (not nullable) (owned) */
  GCancellable *cancellable; /* (nullable) (owned) */
  GPtrArray *sheets;         /* (not nullable) (owned) (element-type utf8) paths of visible ones */
  GHashTable *targets;       /* (not nullable) (owned) (element-type utf8 utf8) paths by ids */
  GHashTable *date_formats;  /* (not nullable) (owned) (element-type gint64) */
  GByteArray *date_styles;   /* (not nullable) (owned) whether a style is a date's */
  gboolean since_1904;
  GArray *offsets;      /* (not nullable) (owned) (element-type guint64) of strings, and the end */
  GMappedFile *strings; /* (nullable) (owned) of a file that nobody else has */
};

typedef gboolean (*TakeFunc) (OmniXlsxBook *book, OmniXlsxPart *part, GError **error);

/*
 * Helpers: parts
 */

static int
read_cb (void *context, char *buffer, int length)
{
  OmniXlsxPart *part = context;
  gssize n;

  if (g_cancellable_set_error_if_cancelled (part->book->cancellable, &part->failure))
    return -1;

  n = archive_read_data (part->archive, buffer, (gsize) length);
  if (n < 0)
    {
      omni_xlsx_book_fail (part->book, _("the workbook is damaged."), &part->failure);
      return -1;
    }

  part->n_read += (guint64) n;
  if (part->n_read > MAX_PART_SIZE)
    {
      omni_xlsx_book_fail (part->book, _("the workbook is too large. Save it as CSV."),
                           &part->failure);
      return -1;
    }
  return (int) n;
}

/* Some programs write the paths in other cases. */
static gboolean
find_entry (struct archive *archive, const char *path)
{
  struct archive_entry *entry;

  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      const char *name = archive_entry_pathname_utf8 (entry);

      if (name != NULL && g_ascii_strcasecmp (name, path) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Gives no part without an error where there is none of that path. */
static gboolean
open_part (OmniXlsxBook *book, const char *path, OmniXlsxPart **opened, GError **error)
{
  g_autoptr (OmniXlsxPart) part = g_new0 (OmniXlsxPart, 1);

  *opened = NULL;
  part->book = book;
  part->archive = archive_read_new ();
  archive_read_support_format_zip (part->archive);
  if (lseek (book->fd, 0, SEEK_SET) != 0 ||
      archive_read_open_fd (part->archive, book->fd, BLOCK_SIZE) != ARCHIVE_OK)
    return omni_xlsx_book_fail (book, _("the workbook is damaged."), error);

  if (!find_entry (part->archive, path))
    return TRUE;

  part->reader = xmlReaderForIO (read_cb, NULL, part, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                     XML_PARSE_COMPACT);
  if (part->reader == NULL)
    return omni_xlsx_book_fail (book, _("the workbook is damaged."), error);

  *opened = g_steal_pointer (&part);
  return TRUE;
}

static gboolean
read_part (OmniXlsxBook *book, const char *path, TakeFunc take, gboolean must_be, GError **error)
{
  g_autoptr (OmniXlsxPart) part = NULL;
  g_autoptr (GError) failure = NULL;

  if (!open_part (book, path, &part, error))
    return FALSE;
  if (part == NULL)
    return !must_be ||
           omni_xlsx_book_fail (book, _("this is no workbook. Save it as XLSX or CSV."), error);

  while (omni_xlsx_part_next (part, &failure))
    {
      if (!take (book, part, error))
        return FALSE;
    }

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_element (OmniXlsxPart *part, const char *name)
{
  return xmlTextReaderNodeType (part->reader) == XML_READER_TYPE_ELEMENT &&
         g_str_equal (xmlTextReaderConstLocalName (part->reader), name);
}

static gboolean
has_parent (OmniXlsxPart *part, const char *name)
{
  const xmlNode *node = xmlTextReaderCurrentNode (part->reader);

  return node != NULL && node->parent != NULL && node->parent->name != NULL &&
         g_str_equal (node->parent->name, name);
}

static gboolean
is_true (const char *text)
{
  return g_strcmp0 (text, "1") == 0 || g_strcmp0 (text, "true") == 0;
}

/*
 * Helpers: what the workbook says
 */

static gboolean
take_relation (OmniXlsxBook *book, OmniXlsxPart *part, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *target = NULL;

  if (!is_element (part, "Relationship"))
    return TRUE;

  id = omni_xlsx_part_dup_attribute (part, "Id");
  target = omni_xlsx_part_dup_attribute (part, "Target");
  if (id == NULL || target == NULL)
    return TRUE;

  g_hash_table_insert (book->targets, g_steal_pointer (&id),
                       target[0] == '/' ? g_strdup (target + 1)
                                        : g_build_filename ("xl", target, NULL));
  return TRUE;
}

static gboolean
take_sheet (OmniXlsxBook *book, OmniXlsxPart *part, GError **error)
{
  if (is_element (part, "workbookPr"))
    {
      g_autofree char *since_1904 = omni_xlsx_part_dup_attribute (part, "date1904");

      book->since_1904 = is_true (since_1904);
    }
  else if (is_element (part, "sheet"))
    {
      g_autofree char *id = omni_xlsx_part_dup_attribute (part, "r:id");
      g_autofree char *state = omni_xlsx_part_dup_attribute (part, "state");
      const char *path = id != NULL ? g_hash_table_lookup (book->targets, id) : NULL;

      if (path != NULL && (state == NULL || g_str_equal (state, "visible")) &&
          book->sheets->len < MAX_SHEETS)
        g_ptr_array_add (book->sheets, g_strdup (path));
    }

  return TRUE;
}

static gboolean
take_style (OmniXlsxBook *book, OmniXlsxPart *part, GError **error)
{
  if (is_element (part, "numFmt"))
    {
      gint64 id = omni_xlsx_part_get_int (part, "numFmtId", -1);
      g_autofree char *code = omni_xlsx_part_dup_attribute (part, "formatCode");

      if (code != NULL && omni_xlsx_is_date_format (code))
        g_hash_table_add (book->date_formats, g_memdup2 (&id, sizeof id));
    }
  else if (is_element (part, "xf") && has_parent (part, "cellXfs") &&
           book->date_styles->len < MAX_STYLES)
    {
      gint64 id = omni_xlsx_part_get_int (part, "numFmtId", 0);
      guint8 is_date =
          omni_xlsx_is_date_id (id) || g_hash_table_contains (book->date_formats, &id);

      g_byte_array_append (book->date_styles, &is_date, 1);
    }

  return TRUE;
}

static gboolean
is_text_node (int type)
{
  return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
         type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE;
}

/* A string may be in pieces of different looks; how it is pronounced is no part of it. */
static gboolean
read_string (OmniXlsxPart *part, GString *text, GError **error)
{
  gboolean in_text = FALSE;
  guint in_phonetic = 0;

  g_string_truncate (text, 0);
  if (xmlTextReaderIsEmptyElement (part->reader))
    return TRUE;

  while (omni_xlsx_part_next (part, error))
    {
      int type = xmlTextReaderNodeType (part->reader);
      const char *name = (const char *) xmlTextReaderConstLocalName (part->reader);
      gboolean is_begin =
          type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement (part->reader);

      if (type == XML_READER_TYPE_END_ELEMENT && g_str_equal (name, "si"))
        {
          omni_xlsx_decode (text);
          return TRUE;
        }
      if (g_str_equal (name, "rPh"))
        in_phonetic += is_begin ? 1 : type == XML_READER_TYPE_END_ELEMENT ? -1u : 0;
      else if (g_str_equal (name, "t"))
        in_text = is_begin;
      else if (in_text && in_phonetic == 0 && is_text_node (type))
        g_string_append (text, (const char *) xmlTextReaderConstValue (part->reader));
    }

  return FALSE;
}

static gboolean
spool_strings (OmniXlsxBook *book, OmniXlsxPart *part, OmniSpool *spool, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  guint64 end = 0;

  while (omni_xlsx_part_next (part, &failure))
    {
      if (!is_element (part, "si"))
        continue;
      if (!read_string (part, text, error) ||
          !omni_spool_write (spool, text->str, text->len, error))
        return FALSE;

      g_array_append_val (book->offsets, end);
      end += text->len;
      if (book->offsets->len > MAX_STRINGS)
        return omni_xlsx_book_fail (book, _("the workbook is too large. Save it as CSV."), error);
    }

  g_array_append_val (book->offsets, end);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_strings (OmniXlsxBook *book, GError **error)
{
  g_autoptr (OmniXlsxPart) part = NULL;
  g_autoptr (OmniSpool) spool = NULL;
  int fd;

  if (!open_part (book, "xl/sharedStrings.xml", &part, error))
    return FALSE;
  if (part == NULL)
    return TRUE;

  spool = omni_spool_new (book->name, error);
  if (spool == NULL || !spool_strings (book, part, spool, error))
    return FALSE;

  fd = omni_spool_finish (spool, error);
  if (fd < 0)
    return FALSE;

  book->strings = g_mapped_file_new_from_fd (fd, FALSE, error);
  close (fd);
  return book->strings != NULL;
}

static gboolean
parse_escape (const char *at, gunichar *letter)
{
  *letter = 0;
  if (at[0] != '_' || at[1] != 'x')
    return FALSE;

  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return FALSE;
      *letter = *letter * 16 + (gunichar) g_ascii_xdigit_value (at[i]);
    }

  return at[6] == '_' && *letter != 0 && g_unichar_validate (*letter);
}

/*
 * Shared with the reader
 */

/**
 * omni_xlsx_book_open:
 * @fd: the file, which stays the caller's; nobody else reads on in it meanwhile
 * @name: what messages call it
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the workbook, or %NULL with %OMNI_ERROR_BAD_FILE or
 * %G_IO_ERROR_CANCELLED
 */
OmniXlsxBook *
omni_xlsx_book_open (int fd, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (OmniXlsxBook) book = g_new0 (OmniXlsxBook, 1);

  book->fd = fd;
  book->name = g_strdup (name);
  book->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  book->sheets = g_ptr_array_new_with_free_func (g_free);
  book->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  book->date_formats = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  book->date_styles = g_byte_array_new ();
  book->offsets = g_array_new (FALSE, FALSE, sizeof (guint64));

  if (!read_part (book, "xl/_rels/workbook.xml.rels", take_relation, TRUE, error) ||
      !read_part (book, "xl/workbook.xml", take_sheet, TRUE, error) ||
      !read_part (book, "xl/styles.xml", take_style, FALSE, error) || !read_strings (book, error))
    return NULL;

  if (book->sheets->len == 0)
    {
      omni_xlsx_book_fail (book, _("the workbook has no sheet that is shown."), error);
      return NULL;
    }

  return g_steal_pointer (&book);
}

void
omni_xlsx_book_free (OmniXlsxBook *book)
{
  g_free (book->name);
  g_clear_object (&book->cancellable);
  g_ptr_array_unref (book->sheets);
  g_hash_table_unref (book->targets);
  g_hash_table_unref (book->date_formats);
  g_byte_array_unref (book->date_styles);
  g_array_unref (book->offsets);
  g_clear_pointer (&book->strings, g_mapped_file_unref);
  g_free (book);
}

guint
omni_xlsx_book_get_n_sheets (OmniXlsxBook *book)
{
  return book->sheets->len;
}

/**
 * omni_xlsx_book_open_sheet:
 * @book: a workbook
 * @index: which of the sheets that are shown
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the sheet, or %NULL with %OMNI_ERROR_BAD_FILE
 */
OmniXlsxPart *
omni_xlsx_book_open_sheet (OmniXlsxBook *book, guint index, GError **error)
{
  OmniXlsxPart *part = NULL;

  if (!open_part (book, g_ptr_array_index (book->sheets, index), &part, error))
    return NULL;
  if (part == NULL)
    omni_xlsx_book_fail (book, _("the workbook is damaged."), error);
  return part;
}

/**
 * omni_xlsx_book_get_string:
 * @book: a workbook
 * @index: which of the strings that cells share
 * @length: (out): its bytes
 *
 * Returns: (transfer none) (nullable): the string, or %NULL when there is none of that number
 */
const char *
omni_xlsx_book_get_string (OmniXlsxBook *book, gint64 index, gsize *length)
{
  const char *strings;
  guint64 begin;

  if (index < 0 || (guint64) index + 1 >= book->offsets->len)
    return NULL;

  strings = g_mapped_file_get_contents (book->strings);
  begin = g_array_index (book->offsets, guint64, index);
  *length = (gsize) (g_array_index (book->offsets, guint64, index + 1) - begin);
  return strings != NULL ? strings + begin : "";
}

gboolean
omni_xlsx_book_is_date (OmniXlsxBook *book, gint64 style)
{
  return style >= 0 && style < book->date_styles->len && book->date_styles->data[style] != 0;
}

gboolean
omni_xlsx_book_since_1904 (OmniXlsxBook *book)
{
  return book->since_1904;
}

gboolean
omni_xlsx_book_fail (OmniXlsxBook *book, const char *reason, GError **error)
{
  g_propagate_error (error,
                     omni_error_new (OMNI_ERROR_BAD_FILE, _("“%s”: %s"), book->name, reason));
  return FALSE;
}

xmlTextReader *
omni_xlsx_part_get_reader (OmniXlsxPart *part)
{
  return part->reader;
}

/**
 * omni_xlsx_part_next:
 * @part: a part
 * @error: return location for an error
 *
 * Goes to the next node. A part with a document type is refused: no workbook has one, and it could
 * make much of little.
 *
 * Returns: whether there is one; %FALSE at the end, and with %OMNI_ERROR_BAD_FILE or
 * %G_IO_ERROR_CANCELLED
 */
gboolean
omni_xlsx_part_next (OmniXlsxPart *part, GError **error)
{
  int result = xmlTextReaderRead (part->reader);

  if (result == 1 && xmlTextReaderNodeType (part->reader) != XML_READER_TYPE_DOCUMENT_TYPE)
    return TRUE;
  if (part->failure != NULL)
    g_propagate_error (error, g_error_copy (part->failure));
  else if (result != 0)
    omni_xlsx_book_fail (part->book, _("the workbook is damaged."), error);
  return FALSE;
}

char *
omni_xlsx_part_dup_attribute (OmniXlsxPart *part, const char *name)
{
  xmlChar *value = xmlTextReaderGetAttribute (part->reader, (const xmlChar *) name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

gint64
omni_xlsx_part_get_int (OmniXlsxPart *part, const char *name, gint64 fallback)
{
  g_autofree char *text = omni_xlsx_part_dup_attribute (part, name);
  gint64 value = 0;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &value, NULL)
             ? value
             : fallback;
}

void
omni_xlsx_part_free (OmniXlsxPart *part)
{
  g_clear_pointer (&part->reader, xmlFreeTextReader);
  archive_read_free (part->archive);
  g_clear_error (&part->failure);
  g_free (part);
}

/**
 * omni_xlsx_decode:
 * @text: (inout): what stands in a cell; letters that XML lacks are written as _x0001_
 */
void
omni_xlsx_decode (GString *text)
{
  const char *at = strstr (text->str, "_x");
  g_autoptr (GString) decoded = NULL;
  gunichar letter;

  if (at == NULL)
    return;

  decoded = g_string_sized_new (text->len);
  for (at = text->str; *at != '\0'; at++)
    {
      if (parse_escape (at, &letter))
        {
          g_string_append_unichar (decoded, letter);
          at += 6;
        }
      else
        g_string_append_c (decoded, *at);
    }
  g_string_assign (text, decoded->str);
}
