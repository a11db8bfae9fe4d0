package web

import "yangguang/service/kernel/fault"

// StatusOf is the status of a page that shows a refused form again.
func StatusOf(k fault.Kind) int { return status[k] }
