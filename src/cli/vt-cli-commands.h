#pragma once

#include "cli/vt-cli.h"

G_BEGIN_DECLS

extern const VtCliCommand vt_cmd_new;
extern const VtCliCommand vt_cmd_import;
extern const VtCliCommand vt_cmd_export;
extern const VtCliCommand vt_cmd_list;
extern const VtCliCommand vt_cmd_set;
extern const VtCliCommand vt_cmd_edit;
extern const VtCliCommand vt_cmd_log;
extern const VtCliCommand vt_cmd_undo;
extern const VtCliCommand vt_cmd_redo;
extern const VtCliCommand vt_cmd_check;
extern const VtCliCommand vt_cmd_brand;
extern const VtCliCommand vt_cmd_search;
extern const VtCliCommand vt_cmd_search_index;
extern const VtCliCommand vt_cmd_look_alikes;
extern const VtCliCommand vt_cmd_search_report;
extern const VtCliCommand vt_cmd_popups;
extern const VtCliCommand vt_cmd_shipping;
extern const VtCliCommand vt_cmd_discount;
extern const VtCliCommand vt_cmd_stock;
extern const VtCliCommand vt_cmd_labels;
extern const VtCliCommand vt_cmd_price_list;
extern const VtCliCommand vt_cmd_verify;
extern const VtCliCommand vt_cmd_backup;
extern const VtCliCommand vt_cmd_history;
extern const VtCliCommand vt_cmd_restore;
extern const VtCliCommand vt_cmd_build;
extern const VtCliCommand vt_cmd_serve;
extern const VtCliCommand vt_cmd_host;
extern const VtCliCommand vt_cmd_publish;
extern const VtCliCommand vt_cmd_releases;
extern const VtCliCommand vt_cmd_rollback;
extern const VtCliCommand vt_cmd_pull;
extern const VtCliCommand vt_cmd_demo;

int vt_cli_list (const char *shop_path, const char *kind, gboolean json);

G_END_DECLS
