#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vt_cpf_is_valid (const char *text);
gboolean vt_cnpj_is_valid (const char *text);
gboolean vt_nif_is_valid (const char *text);
gboolean vt_thai_id_is_valid (const char *text);
gboolean vt_vat_id_is_valid (const char *text);
gboolean vt_iban_is_valid (const char *text);

G_END_DECLS
