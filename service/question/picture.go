package question

import (
	"context"
	"fmt"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// What a picture is stored as.
const (
	purpose      = "question"
	variantClean = "clean" // re-encoded, without metadata
	mimeJPEG     = "image/jpeg"
)

// FieldPhoto is the key of what is wrong with a picture.
const FieldPhoto = "photo"

// keep makes a picture safe to show and seals it to disk; what was sent is not
// kept.
func (s *Service) keep(ctx context.Context, photo []byte) (model.File, error) {
	clean, err := s.photos.Make(ctx, photo)
	if fault.Is(err, fault.Invalid) {
		return model.File{}, fault.Fields(map[string]string{FieldPhoto: fault.Of(err).Public})
	}
	if err != nil {
		return model.File{}, fmt.Errorf("photo: %w", err)
	}
	f, err := s.Files.Write(clean.Full, model.File{Mime: mimeJPEG, Purpose: purpose, Variant: variantClean})
	if err != nil {
		return f, fmt.Errorf("photo: %w", err)
	}
	return f, nil
}

// Photo gives a picture of an answer to whoever sees its question.
func (s *Service) Photo(ctx context.Context, by actor.Actor, id, event int64) ([]byte, error) {
	if _, err := s.one(ctx, by, id); err != nil {
		return nil, err
	}
	return s.picture(ctx, "q.id = ? AND e.id = ?", id, event)
}

func (s *Service) picture(ctx context.Context, where string, args ...any) ([]byte, error) {
	var found []model.File
	err := s.DB.WithContext(ctx).Raw(`SELECT f.id, f.digest, f.size, f.mime, f.path FROM project_questions AS q JOIN project_question_events AS e ON e.question_id = q.id
JOIN files AS f ON f.id = e.file_id WHERE f.purpose = ? AND f.deleted_at IS NULL AND `+where, append([]any{purpose}, args...)...).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("photo: %w", err)
	}
	if len(found) != 1 {
		return nil, fault.New(fault.NotFound, "没有找到这张照片")
	}
	content, err := s.Files.Read(found[0])
	if err != nil {
		return nil, fmt.Errorf("photo: %w", err)
	}
	return content, nil
}
