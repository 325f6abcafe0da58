locals {
  tags = {
    podpath           = "terraform"
    "podpath-owner"   = var.owner
    "podpath-expires" = var.expires
  }
}

# The drill's fault: nobody may reach the Pods, but for SSH to the nodes. The order is the order of the list; index 0 decides first.
resource "tencentcloud_security_group" "drill" {
  name        = "deny-all-inbound"
  description = "SSH in, everything out"
  tags        = local.tags
}

# One rule set owns both directions. Single `tencentcloud_security_group_rule`s insert each new rule at the top, so that their order
# is not the order in the file.
resource "tencentcloud_security_group_rule_set" "drill" {
  security_group_id = tencentcloud_security_group.drill.id

  ingress {
    action     = "ACCEPT"
    protocol   = "TCP"
    port       = "22"
    cidr_block = "0.0.0.0/0"
  }

  egress {
    action     = "ACCEPT"
    protocol   = "ALL"
    port       = "ALL"
    cidr_block = "0.0.0.0/0"
  }
}

# Off by default. With an empty list, secondary interfaces inherit the groups of their node's primary interface.
resource "tencentcloud_kubernetes_addon_config" "eniipamd" {
  count = var.switch_feature_on ? 1 : 0

  cluster_id = var.cluster_id
  addon_name = "eniipamd"
  raw_values = jsonencode({
    vpcCni = {
      securityGroups = {
        enableSecurityGroups = true
        securityGroups       = []
      }
    }
  })

  lifecycle {
    # The add-on answers with all its settings, which the provider would take for a difference for ever.
    ignore_changes = [raw_values]
  }
}

resource "tencentcloud_kubernetes_native_node_pool" "drill" {
  cluster_id = var.cluster_id
  name       = "native"
  type       = "Native"

  labels {
    name  = "test11"
    value = "test21"
  }

  tags {
    resource_type = "machine"

    dynamic "tags" {
      for_each = local.tags
      content {
        key   = tags.key
        value = tags.value
      }
    }
  }

  native {
    machine_type         = "NativeCVM"
    instance_types       = [var.instance_type]
    instance_charge_type = "POSTPAID_BY_HOUR"
    subnet_ids           = [var.subnet_id]
    security_group_ids   = [tencentcloud_security_group.drill.id]
    key_ids              = var.key_ids
    replicas             = 2
    enable_autoscaling   = false
    auto_repair          = false

    scaling {
      min_replicas  = 2
      max_replicas  = 2
      create_policy = "ZoneEquality"
    }

    system_disk {
      disk_type = "CLOUD_BSSD"
      disk_size = 50
    }
  }

  # No node before its group has rules and the switch is where it should be.
  depends_on = [
    tencentcloud_security_group_rule_set.drill,
    tencentcloud_kubernetes_addon_config.eniipamd,
  ]
}

output "security_group_id" {
  description = "Bound to the nodes' primary interfaces, and inherited by the secondary ones."
  value       = tencentcloud_security_group.drill.id
}

output "node_pool_id" {
  value = tencentcloud_kubernetes_native_node_pool.drill.id
}
