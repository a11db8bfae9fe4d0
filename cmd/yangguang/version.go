package main

import (
	"runtime/debug"
	"strings"
)

// programVersion says which build this is, for the record of what it finds: the
// commit and its day, or that nothing is known of it.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "未知"
	}
	return versionOf(info)
}

func versionOf(info *debug.BuildInfo) string {
	set := map[string]string{}
	for _, s := range info.Settings {
		set[s.Key] = s.Value
	}
	revision := set["vcs.revision"]
	if revision == "" {
		if v := strings.Trim(info.Main.Version, "()"); v != "" && v != "devel" {
			return v
		}
		return "未知（编译时没有版本信息）"
	}
	text := revision[:min(12, len(revision))]
	if day, _, ok := strings.Cut(set["vcs.time"], "T"); ok {
		text += "，" + day
	}
	if set["vcs.modified"] == "true" {
		text += "，编译时有未提交的改动"
	}
	return text
}
