package complaint

import "yangguang/model"

// Steps of the machine that others add.
const (
	ActSealUp        Action = "seal_up"
	ActForwardResult Action = "forward_result"
)

var (
	_ = also(ActSealUp, model.PetitionSealedUp, office, model.PetitionReceived, model.PetitionScreening, model.PetitionNeedInfo, model.PetitionAccepted)
	_ = also(ActForwardResult, model.PetitionClosed, office, model.PetitionForwarded)
	_ = put(model.PetitionSealedUp)
)

func put(state string) bool {
	machine[state] = map[Action]rule{}
	return true
}
