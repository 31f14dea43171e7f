#pragma once

#include "base/vt-db.h"

#include <glib.h>

G_BEGIN_DECLS

/* Something to choose, as a list shows it. */
typedef struct
{
  char *value; /* "PT" */
  char *label; /* "Portugal" */
  char *note;  /* (nullable) "Europe/Lisbon" */
} VtSettingsItem;

const char *vt_settings_locale (void);
char *vt_settings_language_name (const char *tag);
char *vt_settings_country_name (const char *code);
char *vt_settings_countries_words (char *const *codes, const char *none);

const char *vt_settings_contact_path (VtDb *db);

GPtrArray *vt_settings_countries (void);
GPtrArray *vt_settings_languages (void);
GPtrArray *vt_settings_time_zones (void);
GPtrArray *vt_settings_currencies (void);

G_END_DECLS
