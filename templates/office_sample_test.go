package templates

func officeSamples() []sample {
	return []sample{
		of("office_failure", OfficeFailure, Frame{Title: "请稍后再试", Demo: true, RequestID: "r-1"}, FailureData{What: "办得太快了。", Advice: "请过一分钟再试。"}),
	}
}
