package county

func (w *world) plant() {}
