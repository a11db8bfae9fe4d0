package prepayment

import (
	"bytes"
	"context"

	"github.com/emmansun/gmsm/sm3"

	"yangguang/model"
)

// ByRowNumber is the digest of a list in the order in which lists were released
// before.
func (s *Service) ByRowNumber(ctx context.Context, list int64) ([]byte, error) {
	var l model.PrepaymentList
	if err := s.db.WithContext(ctx).Take(&l, list).Error; err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if _, _, err := s.write(s.db.WithContext(ctx), &text, l, orders[1]); err != nil {
		return nil, err
	}
	digest := sm3.Sum(text.Bytes())
	return digest[:], nil
}
