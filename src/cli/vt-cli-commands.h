#pragma once

#include "cli/vt-cli.h"

G_BEGIN_DECLS

extern const VtCliCommand vt_cmd_new;
extern const VtCliCommand vt_cmd_import;
extern const VtCliCommand vt_cmd_list;
extern const VtCliCommand vt_cmd_set;
extern const VtCliCommand vt_cmd_log;
extern const VtCliCommand vt_cmd_undo;
extern const VtCliCommand vt_cmd_redo;
extern const VtCliCommand vt_cmd_check;
extern const VtCliCommand vt_cmd_brand;
extern const VtCliCommand vt_cmd_verify;

G_END_DECLS
