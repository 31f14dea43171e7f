#pragma once

#include <gio/gio.h>

/* What a release carries besides its pages. */
typedef struct
{
  char *path;
  GBytes *bytes;
} SampleFile;

void shop_sample_write_catalogue (const char *folder, const char *path);
GPtrArray *shop_sample_private_files (GBytes *catalogue);
