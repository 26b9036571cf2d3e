/* Copyright the Omnidesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omni-cli-update-reading.h"

#include "omni-cli-files.h"
#include "omni-csv-index.h"

void
omni_cli_reading_clear (OmniCliReading *reading)
{
  g_clear_pointer (&reading->dates, g_free);
  g_clear_pointer (&reading->encoding, g_free);
  g_clear_pointer (&reading->delimiter, g_free);
}

static gboolean
read_encoding (const char *name, OmniCsvEncoding *encoding, GError **error)
{
  for (guint i = 0; i <= OMNI_CSV_ENCODING_WINDOWS_1254; i++)
    {
      if (g_ascii_strcasecmp (name, omni_csv_encoding_get_name (i)) == 0)
        {
          *encoding = (OmniCsvEncoding) i;
          return TRUE;
        }
    }

  g_propagate_error (error, omni_error_new (OMNI_ERROR_BAD_VALUE,
                                            _("--encoding: “%s” is not known. It can be: utf-8, "
                                               "utf-16le, utf-16be, windows-1254."),
                                            name));
  return FALSE;
}

/* What the options leave open is as the file looks. */
static gboolean
read_dialect (const OmniCliReading *reading,
              GFile *source,
              OmniCsvDialect *dialect,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (OmniCsvIndex) index = omni_csv_index_open (source, NULL, cancellable, error);

  if (index == NULL)
    return FALSE;

  *dialect = *omni_csv_index_get_dialect (index);
  return (reading->encoding == NULL ||
          read_encoding (reading->encoding, &dialect->encoding, error)) &&
         (reading->delimiter == NULL ||
          omni_cli_read_delimiter (reading->delimiter, &dialect->delimiter, error));
}

/**
 * omni_cli_reading_open:
 * @reading: what was given
 * @source: the file
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_VALUE for an option that says nothing; %OMNI_ERROR_BAD_FILE
 *
 * Returns: (transfer full) (nullable): the file
 */
OmniUpdateFile *
omni_cli_reading_open (const OmniCliReading *reading,
                       GFile *source,
                       GCancellable *cancellable,
                       GError **error)
{
  OmniCsvDialect dialect;

  if (reading->encoding == NULL && reading->delimiter == NULL)
    return omni_update_file_open (source, NULL, cancellable, error);
  if (!read_dialect (reading, source, &dialect, cancellable, error))
    return NULL;

  return omni_update_file_open (source, &dialect, cancellable, error);
}

/**
 * omni_cli_reading_set_dates:
 * @reading: what was given
 * @check: a check that was not started
 * @error: return location for an error
 *
 * Errors: %OMNI_ERROR_BAD_VALUE
 *
 * Returns: whether --dates says something known, or nothing
 */
gboolean
omni_cli_reading_set_dates (const OmniCliReading *reading, OmniUpdateCheck *check, GError **error)
{
  if (reading->dates == NULL)
    return TRUE;

  if (g_str_equal (reading->dates, "day-first"))
    omni_update_check_set_date_order (check, OMNI_DATE_DAY_FIRST);
  else if (g_str_equal (reading->dates, "month-first"))
    omni_update_check_set_date_order (check, OMNI_DATE_MONTH_FIRST);
  else
    {
      g_propagate_error (error,
                         omni_error_new (OMNI_ERROR_BAD_VALUE,
                                         _("--dates: “%s” is not known. It can be: day-first, "
                                            "month-first."),
                                         reading->dates));
      return FALSE;
    }

  return TRUE;
}
