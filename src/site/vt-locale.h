#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How each language writes numbers, dates and lists: the CLDR's data by ICU. Languages are BCP 47 tags. */
char *vt_locale_number (const char *language, gint64 number);
char *vt_locale_tenths (const char *language, gint64 tenths);
char *vt_locale_percent (const char *language, int basis_points);
const char *vt_locale_plural (const char *language, gint64 count);
char *vt_locale_date (const char *language, const char *zone, const char *skeleton, gint64 at_us);
const char *vt_locale_direction (const char *language);
char *vt_locale_language_name (const char *language);

G_END_DECLS
