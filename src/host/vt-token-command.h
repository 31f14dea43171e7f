#pragma once

#include <glib.h>

G_BEGIN_DECLS

int vt_token_command_run (int argc, char **argv);

G_END_DECLS
