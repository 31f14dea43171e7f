#pragma once

#include <glib.h>

void work_counter_start (void);
gint64 work_counter_take_ns (void);
