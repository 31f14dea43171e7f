#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A country as a list shows it. */
typedef struct
{
  char code[3]; /* ISO 3166-1 alpha-2, capitals */
  char *name;   /* in the reader's language */
} VtCountry;

void vt_country_free (VtCountry *self);
gboolean vt_country_is_valid (const char *code);
gboolean vt_country_is_in_eu (const char *code);
char *vt_country_name (const char *code, const char *locale);
GPtrArray *vt_country_list (const char *locale);
void vt_country_sort (GPtrArray *countries, const char *locale);

G_END_DECLS
