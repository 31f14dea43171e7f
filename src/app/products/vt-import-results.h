#pragma once

#include "catalogue/vt-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What became, or would become, of each product of an import: the counts, and a list that can be narrowed. */
#define VT_TYPE_IMPORT_RESULTS (vt_import_results_get_type ())
G_DECLARE_FINAL_TYPE (VtImportResults, vt_import_results, VT, IMPORT_RESULTS, AdwBin)

void vt_import_results_show (VtImportResults *self, VtImport *import);

G_END_DECLS
