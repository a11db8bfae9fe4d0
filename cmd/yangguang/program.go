package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/official"
	"yangguang/handler/web"
	"yangguang/service/account"
	"yangguang/service/gateway/cache"
	"yangguang/service/gateway/codes"
	"yangguang/service/gateway/files"
	"yangguang/service/gateway/journal"
	"yangguang/service/gateway/wechat"
	"yangguang/service/identity"
	"yangguang/service/importer"
	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
	"yangguang/service/lookup"
	"yangguang/service/parameter"
	"yangguang/templates"
)

// program is the whole of the application, joined. This file is the only one
// that names every concrete type.
type program struct {
	*infra
	parameters *parameter.Service
	accounts   *account.Service
	identity   *identity.Service
	lookup     *lookup.Service
	imports    *importer.Service
	wechat     *wechat.Client // nil without an official account
	journal    *journal.Journal
	files      *files.Store
	metrics    *metrics
	front      *web.Front
	worker     *outbox.Worker
	router     *gin.Engine
}

// surroundings are what differs between serve and the demonstration.
type surroundings struct {
	demo          bool
	authorizeBase string          // where browsers sign in; "" is WeChat
	texter        identity.Texter // nil: no text messages
}

// join makes every service and handler on an opened infra.
func join(in *infra, s surroundings) (*program, error) {
	p := &program{infra: in}
	if err := p.makeServices(s); err != nil {
		return nil, err
	}
	if err := p.makePages(s); err != nil {
		return nil, err
	}
	return p, nil
}
