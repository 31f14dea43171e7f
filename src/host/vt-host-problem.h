#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Errors that a caller of the REST interface is told as they are: the code is the HTTP status, the message is the
 * `detail`. Any other error is a failure of the host: it is logged, and the caller learns only that it happened. */
#define VT_HOST_PROBLEM (vt_host_problem_quark ())

GQuark vt_host_problem_quark (void);

G_END_DECLS
