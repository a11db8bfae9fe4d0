package templates

// outsideDesk is the frame of the pages of what leaves the platform.
func outsideDesk(title, role string, crumbs ...Link) Frame {
	f := asRole(title, role)
	f.Crumbs = append([]Link{{"工作台", "/office/"}}, crumbs...)
	return f
}

const sampleReceipt = "收件回执\n收到时间 2026年3月2日 09:30:15\n看完期限 2026年3月9日前\n答复期限 2026年3月23日前\n" +
	"YGR1.AQAAAABppM0_AABPzAAAT9pqE9y3b0rRk3sVq1w\n2m8yEwq0S6bT1cVnXo5pZk4rQhYdLuJfGiAeBsWtCx\n"

func sampleProof() ReceiptBlock { return ReceiptBlock{Text: sampleReceipt, QR: pixel} }

func sampleDoors() []DoorRow {
	return []DoorRow{
		{"不知道归谁管；水、电、路、通信、公共服务的事", "政务服务便民热线", "12345", "", ""},
		{"看病报销、医保卡、异地就医", "县医疗保障局", "12393", "博白镇示范路 8 号", "工作日 8:00–12:00"},
	}
}

func outsideSamples() []sample {
	wrong := Errors{"office": "请写接收单位或者领导职务的名称，2到60个字", "key": "这不是 SM2 公钥文件的内容", "fingerprint": "和公钥的指纹对不上", "from": "请选择从哪天起用"}
	return []sample{
		of("receipt_check", ReceiptCheck, phone("验证回执", TabComplain), ReceiptCheckData{}),
		of("receipt_genuine", ReceiptCheck, phone("验证回执", TabComplain), ReceiptCheckData{
			Text: sampleReceipt, Genuine: true, Key: "9A3F 11C2 7E55 0B48", Lines: []Fact{{"收到时间", "2026年3月2日 09:30:15"}, {"看完期限", "2026年3月9日前"}, {"答复期限", "2026年3月23日前"}},
		}),
		of("receipt_refused", ReceiptCheck, phone("验证回执", TabComplain), ReceiptCheckData{
			Text: "YGR1.xx", Errors: Errors{"text": "没有看到完整的回执。请从“收件回执”一直复制到最后一行"},
		}),
		of("doors", Doors, phone("该找谁", TabComplain), DoorsData{Rows: sampleDoors(), Hotline: "12388"}),
		of("complaint_done_signed", ComplaintDone, phone("投诉已收到", TabComplain), ComplaintDoneData{
			Receipt: "1234 5678 9012 3456", Anonymous: true, About: "修路、修水等工程有问题", SentAt: "2026年3月2日 09:30", Hotline: "12388", Proof: sampleProof(),
		}),
		of("complaint_form_elsewhere", ComplaintForm, phone("我要投诉", TabComplain), ComplaintFormData{
			Token: "t", About: []Option{{Value: "elsewhere", Text: "打官司、欠工钱、看病报销等别的事", Selected: true}}, Body: "工头欠我三个月的工钱。", Named: "named", Share: true,
			Elsewhere: sampleDoors(),
		}),
		of("office_handover_keys", OfficeHandoverKeys, outsideDesk("密封接收公钥", "安全管理员"), OfficeHandoverKeysData{
			Editable: true, Office: "市", PublicKey: "xx", Fingerprint: "00", Errors: wrong, Rows: []HandoverKeyRow{
				{ID: "2", Office: "市纪委监委信访室", Fingerprint: "9A3F 11C2 7E55 0B48", From: "2026-03-02", Added: "演示安全员 2026-03-01 10:00", State: Badge{Good, "在用"}, Live: true},
				{ID: "1", Office: "市纪委监委信访室", Fingerprint: "1122 3344 5566 7788", From: "2025-01-01", Added: "演示安全员 2025-01-01 10:00", State: Badge{Plain, "2026-03-02 停用"}},
			},
		}),
		of("office_handover_keys_none", OfficeHandoverKeys, outsideDesk("密封接收公钥", "审计员"), OfficeHandoverKeysData{}),
		of("office_handovers", OfficeHandovers, outsideDesk("密封上报", "信访室"), OfficeHandoversData{Rows: []HandoverRow{
			{Number: "信访〔2026〕00012", Received: "2026-03-02", Sealed: "2026-03-02 10:20", Office: "市纪委监委信访室", State: Badge{Warning, "待下载"},
				Digest: "66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0", Due: "2026-03-09", Lamp: Lamp{Good, "还有5个工作日"}, ParcelURL: "/office/handovers/3/parcel"},
			{Number: "信访〔2026〕00009", Received: "2026-02-27", Sealed: "2026-02-27 16:00", Office: "市纪委监委信访室", State: Badge{Warning, "已下载，待移交"},
				Digest: "66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0", Due: "2026-03-06", Lamp: Lamp{Warning, "还有3个工作日"}, HandedURL: "/office/handovers/2/handed", ParcelURL: "/office/handovers/2/parcel"},
			{Number: "信访〔2026〕00004", Received: "2026-02-11", Sealed: "2026-02-12 09:00", State: Badge{Info, "2026-02-13 已移交"}, Due: "2026-02-25", Lamp: Lamp{Bad, "超期2个工作日"}, ReportedURL: "/office/handovers/1/reported"},
		}}),
		of("office_handovers_none", OfficeHandovers, outsideDesk("密封上报", "信访室"), OfficeHandoversData{Empty: Empty{Text: "没有密封上报的信访件", Advice: "在信访件页面办“密封上报”。"}}),
		of("office_referrals", OfficeReferrals, outsideDesk("转来的事项", "行业部门"), OfficeReferralsData{Bureau: "民政局", Rows: []ReferralRow{
			{URL: "/office/referrals/1", Number: "转办〔2026〕00001", Text: "有群众问四联村的低保评议什么时候公示", Sent: "2026-03-02", State: Badge{Warning, "待部门接收"}, What: "转出件告知", Due: "2026-03-17", Lamp: Lamp{Good, "还有11个工作日"}},
		}}),
		of("office_referral", OfficeReferral, outsideDesk("转办〔2026〕00001", "行业部门", Link{"转来的事项", "/office/referrals"}), OfficeReferralData{
			State: Badge{Warning, "待部门接收"}, Text: "有群众问四联村的低保评议什么时候公示", Facts: []Fact{{"编号", "转办〔2026〕00001"}, {"转来", "2026-03-02 10:00"}, {"反映人", "没有告知"}},
			Dues: []DueRow{{"转出件告知", "2026-03-17", Lamp{Good, "还有11个工作日"}}},
			Deeds: []Deed{{URL: "/office/referrals/1", Action: "take", Version: 1, Title: "接收办理", Button: "接收", Open: true, Primary: true,
				Fields: []Field{{Name: "take-words", Label: "受理意见", Type: "textarea", Error: "请写2到500个字"}}}},
		}),
		of("office_doors", OfficeDoors, outsideDesk("该找谁", "系统管理员"), OfficeDoorsData{Rows: []OfficeDoorRow{
			{"/office/doors/1", sampleDoors()[0], Badge{Good, "显示"}}, {"/office/doors/2", sampleDoors()[1], Badge{Plain, "不显示"}},
		}}),
		of("office_door", OfficeDoor, outsideDesk("看病报销、医保卡、异地就医", "系统管理员", Link{"该找谁", "/office/doors"}), OfficeDoorData{
			URL: "/office/doors/2", RemoveURL: "/office/doors/2/remove", DoorRow: sampleDoors()[1], Position: "2", Shown: true, Errors: Errors{"phone": "电话和地址至少写一样，不然群众找不到"},
		}),
		of("office_petition_slip_signed", OfficePetitionSlip, outsideDesk("已登记", "信访室"), OfficePetitionSlipData{
			Receipt: "1234 5678 9012 3456", At: "2026-03-02", Subject: "修路、修水等工程有问题", URL: "/office/petitions/1", Proof: sampleProof(),
		}),
	}
}
